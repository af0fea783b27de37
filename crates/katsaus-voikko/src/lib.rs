//! Finnish words taken apart by libvoikko, which is loaded while the program runs and only if it is installed. It is
//! never linked and never shipped: it is under the GPL. This crate must hold nothing but the calls into it.

use libloading::Library;
use std::ffi::{CStr, CString, c_char, c_void};
use std::ptr;
use std::sync::Mutex;

/// Where the library is on this system. Never a bare name where the system would look for one in the current folder too:
/// that is somebody's review.
#[cfg(target_os = "macos")]
const NAMES: [&str; 3] =
    ["/opt/homebrew/lib/libvoikko.1.dylib", "/usr/local/lib/libvoikko.1.dylib", "/opt/local/lib/libvoikko.1.dylib"];
#[cfg(windows)]
const NAMES: [&str; 2] = ["libvoikko-1.dll", "voikko.dll"];
#[cfg(not(any(windows, target_os = "macos")))]
const NAMES: [&str; 1] = ["libvoikko.so.1"];

#[cfg(windows)]
fn open(name: &str) -> Option<Library> {
    use libloading::os::windows::{LOAD_LIBRARY_SEARCH_DEFAULT_DIRS, Library as Windows};
    // SAFETY: what the library does when it is loaded is what it does in every program that uses it. It is looked for
    // beside the program and in the system's folders only.
    unsafe { Windows::load_with_flags(name, LOAD_LIBRARY_SEARCH_DEFAULT_DIRS) }.ok().map(Library::from)
}

#[cfg(not(windows))]
fn open(name: &str) -> Option<Library> {
    // SAFETY: what the library does when it is loaded is what it does in every program that uses it.
    unsafe { Library::new(name) }.ok()
}

/// One way to read a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Its dictionary form, as the dictionary writes it.
    pub base: String,
    /// Its parts: `=` begins one, `p` and `i` are letters (small and capital), `-` a hyphen.
    pub structure: String,
    /// Its class, in Finnish: `nimisana`, `teonsana`.
    pub class: String,
}

type Init = unsafe extern "C" fn(*mut *const c_char, *const c_char, *const c_char) -> *mut c_void;
type Terminate = unsafe extern "C" fn(*mut c_void);
type Version = unsafe extern "C" fn() -> *const c_char;
type ListDictionaries = unsafe extern "C" fn(*const c_char) -> *mut *mut c_void;
type FreeDictionaries = unsafe extern "C" fn(*mut *mut c_void);
type OfDictionary = unsafe extern "C" fn(*const c_void) -> *const c_char;
type Analyse = unsafe extern "C" fn(*mut c_void, *const c_char) -> *mut *mut c_void;
type Value = unsafe extern "C" fn(*const c_void, *const c_char) -> *mut c_char;
type FreeValue = unsafe extern "C" fn(*mut c_char);
type FreeAnalyses = unsafe extern "C" fn(*mut *mut c_void);

/// The library, with a dictionary for Finnish opened when the first word is asked for.
pub struct Voikko {
    library: Library,
    handle: Mutex<Handle>,
}

/// What voikko gave us to speak to it.
enum Handle {
    NotAsked,
    Open(*mut c_void),
    NoDictionary,
}

// SAFETY: the pointer is only ever handed to voikko by who holds the lock around it, one thread at a time, which is what
// voikko asks for.
unsafe impl Send for Handle {}

impl Voikko {
    /// Loads the library, from `path` or from where the system keeps libraries; `None` if it is not there.
    pub fn load(path: Option<&str>) -> Option<Voikko> {
        let names: Vec<&str> = path.map_or_else(|| NAMES.to_vec(), |path| vec![path]);
        let library = names.into_iter().find_map(open)?;
        let voikko = Voikko { library, handle: Mutex::new(Handle::NotAsked) };
        // Another library of that name has no version.
        voikko.version().map(|_| voikko)
    }

    /// The library's version: `4.3.1`.
    pub fn version(&self) -> Option<String> {
        // SAFETY: the signature is that of voikko.h; the text it gives is its own and lives as long as the library.
        unsafe {
            let version = self.library.get::<Version>(b"voikkoGetVersion\0").ok()?;
            text(version())
        }
    }

    /// What the dictionary for Finnish says of itself, its version most often; `None` if there is none.
    pub fn dictionary(&self) -> Option<String> {
        // SAFETY: the signatures are those of voikko.h; a null path means the usual places; the list ends with a null
        // pointer and is given back once, its texts read before that.
        unsafe {
            let list = self.library.get::<ListDictionaries>(b"voikko_list_dicts\0").ok()?;
            let free = self.library.get::<FreeDictionaries>(b"voikko_free_dicts\0").ok()?;
            let language = self.library.get::<OfDictionary>(b"voikko_dict_language\0").ok()?;
            let description = self.library.get::<OfDictionary>(b"voikko_dict_description\0").ok()?;
            let all = list(ptr::null());
            if all.is_null() {
                return None;
            }
            let mut found = None;
            let mut at = all;
            while !(*at).is_null() && found.is_none() {
                if text(language(*at)).as_deref() == Some("fi") {
                    found = text(description(*at));
                }
                at = at.add(1);
            }
            free(all);
            found
        }
    }

    /// The ways to read a word; none if it knows none, or has no dictionary.
    pub fn readings(&self, word: &str) -> Vec<Reading> {
        let Ok(word) = CString::new(word) else { return Vec::new() };
        let mut handle = self.handle.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if matches!(*handle, Handle::NotAsked) {
            *handle = self.begin().map_or(Handle::NoDictionary, Handle::Open);
        }
        match *handle {
            Handle::Open(open) => self.analyse(open, &word).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    fn begin(&self) -> Option<*mut c_void> {
        // SAFETY: the signatures are those of voikko.h; `error` is written by voikko and not read by us, a null path
        // means the usual places, and what comes back is null or an open handle.
        unsafe {
            let init = self.library.get::<Init>(b"voikkoInit\0").ok()?;
            let mut error: *const c_char = ptr::null();
            let handle = init(&mut error, c"fi".as_ptr(), ptr::null());
            if handle.is_null() {
                return None;
            }
            Some(handle)
        }
    }

    fn analyse(&self, handle: *mut c_void, word: &CStr) -> Option<Vec<Reading>> {
        // SAFETY: the signatures are those of voikko.h; the handle is open and its lock held; the list ends with a null
        // pointer; what voikko allocated is given back to it, once.
        unsafe {
            let analyse = self.library.get::<Analyse>(b"voikkoAnalyzeWordCstr\0").ok()?;
            let free = self.library.get::<FreeAnalyses>(b"voikko_free_mor_analysis\0").ok()?;
            let value = self.library.get::<Value>(b"voikko_mor_analysis_value_cstr\0").ok()?;
            let free_value = self.library.get::<FreeValue>(b"voikko_free_mor_analysis_value_cstr\0").ok()?;
            let list = analyse(handle, word.as_ptr());
            if list.is_null() {
                return None;
            }
            let of = |analysis: *mut c_void, key: &CStr| {
                let found = value(analysis, key.as_ptr());
                let said = text(found);
                if !found.is_null() {
                    free_value(found);
                }
                said.unwrap_or_default()
            };
            let mut readings = Vec::new();
            let mut at = list;
            while !(*at).is_null() {
                let (base, structure) = (of(*at, c"BASEFORM"), of(*at, c"STRUCTURE"));
                readings.push(Reading { base, structure, class: of(*at, c"CLASS") });
                at = at.add(1);
            }
            free(list);
            Some(readings)
        }
    }
}

impl Drop for Voikko {
    fn drop(&mut self) {
        let handle = self.handle.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Handle::Open(open) = *handle {
            // SAFETY: the signature is that of voikko.h, and the handle is open and not used again.
            unsafe {
                if let Ok(terminate) = self.library.get::<Terminate>(b"voikkoTerminate\0") {
                    terminate(open);
                }
            }
        }
    }
}

/// A text of C as ours.
///
/// # Safety
/// The pointer is null, or points at a text that ends with a null byte.
unsafe fn text(pointer: *const c_char) -> Option<String> {
    if pointer.is_null() {
        return None;
    }
    // SAFETY: as the caller promises.
    let text = unsafe { CStr::from_ptr(pointer) };
    Some(text.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_that_is_not_there_is_no_library() {
        assert!(Voikko::load(Some("/nowhere/libvoikko.so.1")).is_none());
    }

    /// Says nothing where voikko or its dictionary is not installed.
    #[test]
    fn words_are_taken_apart_where_it_is_installed() {
        let Some(voikko) = Voikko::load(None) else { return };
        let readings = voikko.readings("työnantajayhteistyössä");
        if let Some(first) = readings.first() {
            assert_eq!((first.base.as_str(), first.class.as_str()), ("työnantajayhteistyö", "nimisana"));
            assert!(first.structure.starts_with("=pppp="), "{}", first.structure);
        }
        assert!(voikko.readings("a\0b").is_empty());
    }
}
