//! The order of relevance and the rule for stopping, on labelled sets of other reviews: a folder with `data/SET.csv` (title,
//! abstract, label_included) and `priors.csv` (dataset, seed, prior_included_row, prior_excluded_row), each set begun as often as
//! it has priors, at most `SEEDS` times. Measures are those of `screen simulate`, averaged over sets.

use katsaus::screen::{Aim, Gathering, Measures, Model, measures, simulate};
use katsaus_formats::sheet::{ReadSeek, labelled};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::time::Instant;

/// The rows that runs of a set begin from.
type Priors = BTreeMap<String, Vec<[usize; 2]>>;

pub(crate) fn screening(folder: &Path, seeds: usize, model: &str) -> Result<(), String> {
    let model = Model::parse(model).ok_or("models: usual, elas-u4")?;
    let priors = priors(&folder.join("priors.csv"))?;
    let mut names: Vec<String> = fs::read_dir(folder.join("data"))
        .map_err(why)?
        .filter_map(|entry| Some(entry.ok()?.file_name().to_str()?.strip_suffix(".csv")?.to_owned()))
        .collect();
    names.sort();
    let mut means = Mean::default();
    let (mut runs, mut enough, mut saved) = (0, 0, 0.0);
    println!(
        "{:<34} {:>6} {:>5}  {:>6} {:>6} {:>6}  {:>8}",
        "set", "texts", "found", "loss", "WSS@95", "rec@10", "ms each"
    );
    for name in &names {
        let Some(priors) = priors.get(name) else { continue };
        let file = folder.join("data").join(format!("{name}.csv"));
        let open = || File::open(&file).map(|file| Box::new(file) as Box<dyn ReadSeek>);
        let rows = labelled(&open, name, "label_included").map_err(why)?;
        let relevant: Vec<bool> = rows.iter().map(|row| row.relevant == Some(true)).collect();
        let mut gathering = Gathering::new(model);
        rows.iter().for_each(|row| gathering.add(&row.fields));
        let ranker = gathering.finish();
        let (mut mean, mut decisions, begin) = (Mean::default(), 0, Instant::now());
        for priors in priors.iter().take(seeds) {
            let run = simulate(ranker.clone(), &relevant, priors, Aim::default(), |_| true);
            decisions += run.order.len();
            let found = measures(&run, &relevant, priors);
            mean.add(&found);
            runs += 1;
            enough += usize::from(found.recall_at_stop.is_none_or(|recall| recall >= 0.95));
            saved += found.saved_at_stop.unwrap_or(0.0);
        }
        let each = 1000.0 * begin.elapsed().as_secs_f64() / decisions.max(1) as f64;
        let [loss, wss, recall] = mean.values();
        let found = relevant.iter().filter(|relevant| **relevant).count();
        println!("{name:<34} {:>6} {found:>5}  {loss:.4} {wss:.4} {recall:.4}  {each:>8.2}", rows.len());
        means.add_values([loss, wss, recall]);
    }
    let [loss, wss, recall] = means.values();
    println!("mean of {} sets: loss {loss:.4}, WSS@95 {wss:.4}, recall after a tenth {recall:.4}", means.runs);
    println!(
        "the rule for stopping: {enough} of {runs} runs had found 95 % when it said stop, {:.3} of the texts left unread",
        saved / runs.max(1) as f64
    );
    Ok(())
}

fn priors(file: &Path) -> Result<Priors, String> {
    let mut priors = Priors::new();
    for line in fs::read_to_string(file).map_err(why)?.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        if let [name, _, included, excluded] = cells.as_slice() {
            let rows = [included.parse().map_err(why)?, excluded.parse().map_err(why)?];
            priors.entry((*name).to_owned()).or_default().push(rows);
        }
    }
    Ok(priors)
}

/// Means of loss, WSS@95 and recall after a tenth.
#[derive(Default)]
struct Mean {
    sums: [f64; 3],
    runs: usize,
}

impl Mean {
    fn add(&mut self, found: &Measures) {
        self.add_values([found.loss, found.wss_95, found.recall_10]);
    }

    fn add_values(&mut self, values: [f64; 3]) {
        self.sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
        self.runs += 1;
    }

    fn values(&self) -> [f64; 3] {
        self.sums.map(|sum| sum / self.runs.max(1) as f64)
    }
}

fn why(error: impl ToString) -> String {
    error.to_string()
}
