//! Folders that something else copies or shares while we write: cloud folders and network drives.

use std::fs;
use std::path::{Path, PathBuf};

/// What shares a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shared {
    /// A program that synchronises it, by its name.
    Synced(&'static str),
    /// A network file system, by its type.
    Network(String),
}

/// Names in a path by which the usual programs are known.
const SYNCED: [(&str, &str); 8] = [
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("mobile documents", "iCloud"),
    ("icloud", "iCloud"),
    ("nextcloud", "Nextcloud"),
];

const NETWORK: [&str; 9] = ["nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "fuse.sshfs", "davfs"];

/// What shares the folder that `file` is or will be in, if anything does.
pub fn shared_folder(file: &Path) -> Option<Shared> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    synced(&folder).or_else(|| network(&folder, &fs::read_to_string("/proc/self/mounts").unwrap_or_default()))
}

fn synced(folder: &Path) -> Option<Shared> {
    folder.components().find_map(|part| {
        let part = part.as_os_str().to_string_lossy().to_lowercase();
        // `OneDrive - University of Jyväskylä`, `Dropbox (Personal)`.
        SYNCED.iter().find(|(mark, _)| part.starts_with(mark)).map(|(_, name)| Shared::Synced(name))
    })
}

/// `mounts` as Linux lists them: device, mount point, type. Elsewhere it is empty; `\\server\share` says it itself.
fn network(folder: &Path, mounts: &str) -> Option<Shared> {
    // A path of this machine in full begins with `\\?\D:`, one of a server with `\\server` or `\\?\UNC`.
    let path = folder.to_string_lossy();
    if path.starts_with(r"\\?\UNC\") || path.starts_with(r"\\") && !path.starts_with(r"\\?\") {
        return Some(Shared::Network("network drive".to_owned()));
    }
    let mut longest: (usize, &str) = (0, "");
    for line in mounts.lines() {
        let mut words = line.split(' ').skip(1);
        if let (Some(point), Some(kind)) = (words.next(), words.next()) {
            let point = PathBuf::from(point.replace("\\040", " "));
            let depth = point.components().count();
            if folder.starts_with(&point) && depth >= longest.0 {
                longest = (depth, kind);
            }
        }
    }
    NETWORK.contains(&longest.1).then(|| Shared::Network(longest.1.to_owned()))
}

/// Files beside the review that a synchronising program made because two machines wrote at once.
pub fn conflicted_copies(file: &Path) -> Vec<PathBuf> {
    let Some(folder) = file.parent() else { return Vec::new() };
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    let mut copies: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
            name.starts_with(&stem)
                && name.ends_with(".db")
                && path != file
                && (name.contains("conflict") || name.contains("ristiriita") || name.contains("konflikt"))
        })
        .collect();
    copies.sort();
    copies
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cloud_folders_are_known_by_name() {
        let of = |path: &str| synced(Path::new(path));
        assert_eq!(of("/data/OneDrive - Jyväskylän yliopisto/review"), Some(Shared::Synced("OneDrive")));
        assert_eq!(of("/Library/Mobile Documents/com~apple~CloudDocs/r"), Some(Shared::Synced("iCloud")));
        assert_eq!(of("/data/Documents/review"), None);
    }

    #[test]
    fn network_drives_are_known_by_their_mount() {
        let mounts = "/dev/sda1 / ext4 rw 0 0\nserver:/home /mnt/shared\\040files nfs4 rw 0 0\n";
        let of = |path: &str| network(Path::new(path), mounts);
        assert_eq!(of("/mnt/shared files/review"), Some(Shared::Network("nfs4".into())));
        assert_eq!(of("/mnt/other"), None);
        let drive = Some(Shared::Network("network drive".into()));
        assert_eq!((of(r"\\server\share\review"), of(r"\\?\UNC\server\share")), (drive.clone(), drive));
        assert_eq!(of(r"\\?\D:\review"), None);
    }

    #[test]
    fn conflicted_copies_are_found_beside_the_file() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("review.db");
        for name in ["review.db", "review (Anna's conflicted copy 2026-01-02).db", "other.db", "review.db-wal"] {
            fs::write(dir.path().join(name), "").expect("a file");
        }
        assert_eq!(conflicted_copies(&file).len(), 1);
    }
}
