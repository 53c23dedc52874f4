//! No input costs more than its size: doubling one costs at most two and a half times the
//! instructions, and as much memory.
//!
//! `cargo test --bench doubling` tries every shape of input in `shapes`, under callgrind.
//! `cargo test --bench doubling -- links` tries those whose names hold a word, and prints what each
//! costs. `CASEBOOK_SEED` tries other mixtures of marks.
//!
//! Sizes are small, since callgrind is slow: what grows with the square of its input shows at a few
//! kilobytes, when nothing else is counted. What an empty publication costs is taken off.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this starts a program, reads what it counted, and prints"
)]

mod counter;
mod publication;
mod shapes;

use std::error::Error;
use std::io::Read;
use std::process::ExitCode;

use casebook::pipeline::BuildCache;

use self::publication::Files;
use self::shapes::{Action, Shape};

/// The most that doubling may cost, in hundredths.
const MOST: u64 = 250;

/// What is not looked at: so many instructions are neither here nor there.
const FEW_INSTRUCTIONS: u64 = 2_000_000;

/// How many programs count at a time.
const PARTS: usize = 2;

/// What one look at a shape took.
struct Look {
    name: String,
    instructions: u64,
    bytes: u64,
}

fn main() -> ExitCode {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [first, part, words @ ..] = arguments.as_slice()
        && first == "--count"
    {
        count(part.parse().unwrap_or_default(), words);
        return ExitCode::SUCCESS;
    }
    match compare(&arguments) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("nothing was counted: {error} (is valgrind installed?)");
            ExitCode::FAILURE
        }
    }
}

/// Counts every shape at two sizes, in processes of their own; prints those that grow too fast, and
/// returns how many there are.
fn compare(words: &[String]) -> Result<usize, Box<dyn Error>> {
    let mut running = Vec::new();
    for part in 0..PARTS {
        let folder = tempfile::tempdir()?;
        let arguments: Vec<String> =
            ["--count".to_owned(), part.to_string()].into_iter().chain(words.to_owned()).collect();
        running.push((counter::start(folder.path(), &arguments)?, folder));
    }
    let (mut failed, mut tried) = (0, 0);
    for (mut child, folder) in running {
        let mut said = String::new();
        child.stdout.take().ok_or("no output")?.read_to_string(&mut said)?;
        if !child.wait()?.success() {
            return Err("the counting ended early".into());
        }
        let mut looks = looks(&said, &counter::instructions(folder.path(), said.lines().count())?)?;
        looks.reverse();
        let mut empty = Vec::new();
        while let Some(first) = looks.pop() {
            if first.name.starts_with("empty") {
                empty.push(first);
                continue;
            }
            let second = looks.pop().ok_or("a look is missing")?;
            let empty =
                empty.iter().find(|look| first.name.starts_with(&look.name["empty".len()..]));
            let empty = empty.ok_or("nothing empty to compare with")?;
            tried += 1;
            failed += usize::from(!is_sound(&first, &second, empty, !words.is_empty()));
        }
    }
    println!("{tried} shapes, {failed} that grow too fast");
    Ok(failed)
}

/// Puts together what the counting program said and what callgrind counted.
fn looks(said: &str, instructions: &[u64]) -> Result<Vec<Look>, Box<dyn Error>> {
    let look = |(line, instructions): (&str, &u64)| {
        let (name, bytes) = line.split_once('\t').ok_or("no tab")?;
        Ok(Look { name: name.to_owned(), instructions: *instructions, bytes: bytes.parse()? })
    };
    said.lines().zip(instructions).map(look).collect()
}

/// Tells whether a shape of twice the size costs no more than it may.
///
/// What an empty publication takes is taken off the instructions. Memory is the most that was taken
/// at any one time, and that may be another time in each.
fn is_sound(first: &Look, second: &Look, empty: &Look, always: bool) -> bool {
    let of_shape = |look: &Look| look.instructions.saturating_sub(empty.instructions);
    let grown = |one: u64, two: u64, few: u64| 100 * two.saturating_sub(few) / one.max(1);
    let work = grown(of_shape(first), of_shape(second), FEW_INSTRUCTIONS);
    let memory = grown(first.bytes, second.bytes, 0);
    let is_sound = work <= MOST && memory <= MOST;
    if always || !is_sound {
        let word = if is_sound { "      " } else { "GROWS " };
        println!(
            "{word}{:32} {:6} k instructions, doubled x{:.2}; {:6} KiB, doubled x{:.2}",
            first.name,
            of_shape(first) / 1000,
            hundredths(work),
            first.bytes >> 10,
            hundredths(memory),
        );
    }
    is_sound
}

fn hundredths(number: u64) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX)) / 100.0
}

/// Counts a part of the shapes whose names hold one of `words`.
fn count(part: usize, words: &[String]) {
    // Everything runs on this one thread, which is what callgrind looks at.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread();
    pool.build_global().expect("the first pool of the program");
    let mut publications = Publications::default();
    for action in Action::ALL {
        let name = format!("empty{}", action.prefix());
        let empty = Shape::new(&name, action, 1, |_| shapes::empty());
        publications.run(&empty, 1, false);
        publications.run(&empty, 1, true);
    }
    let wanted =
        |shape: &Shape| words.is_empty() || words.iter().any(|word| shape.name.contains(&**word));
    let shapes = shapes::all().into_iter().filter(wanted);
    for (_, shape) in shapes.enumerate().filter(|(number, _)| number % PARTS == part) {
        // What is loaded once is loaded before anything is counted.
        publications.run(&shape, shape.size.div_ceil(8), false);
        publications.run(&shape, shape.size, true);
        publications.run(&shape, 2 * shape.size, true);
    }
}

/// The publications so far.
#[derive(Default)]
struct Publications {
    cache: BuildCache,
    number: usize,
}

impl Publications {
    fn run(&mut self, shape: &Shape, size: usize, is_counted: bool) {
        self.number += 1;
        let world = Files::new((shape.make)(size), self.number);
        let mut work = || shape.action.run(&world, &mut self.cache);
        if is_counted {
            println!("{}\t{}", shape.name, counter::memory_of(&mut work));
        } else {
            work();
        }
    }
}
