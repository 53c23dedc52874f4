//! Grams of the texts that a builder was given, each once.

#![expect(
    clippy::cast_possible_truncation,
    reason = "bits are taken out of larger numbers on purpose"
)]

use super::code::CODES;
use super::grams::{LOW, NOTES, Posting};

/// What the notes of a common character have that was met.
const MET: u8 = 1 << NOTES;

/// What a gram of the table has above itself.
const TAKEN: u32 = 1 << 31;

/// How many cells a table has for each that may be taken: a gram that finds its own cell taken
/// costs more than some memory.
const EACH: usize = 4;

/// How many cells a table has to begin with: enough for a case of ordinary length.
const CELLS: usize = 8192;

/// Common characters by themselves, each once.
pub(super) struct Chars {
    /// The notes of each, [`MET`] among them where it was met.
    notes: Box<[u8]>,
    /// Those that were met, in their order.
    met: Box<[u16]>,
    count: usize,
}

impl Default for Chars {
    fn default() -> Self {
        Self { notes: vec![0; CODES].into(), met: vec![0; CODES + 1].into(), count: 0 }
    }
}

impl Chars {
    /// Adds a character by its code.
    pub(super) fn put_char(&mut self, code: u32, notes: u8) {
        let noted = &mut self.notes[code as usize];
        // Written whether it is new or not: nobody can guess which.
        self.met[self.count] = code as u16;
        self.count += usize::from(*noted == 0);
        // Of one alone nothing is counted.
        *noted |= notes | MET;
    }

    /// Returns the code of each above its notes.
    pub(super) fn entries(&self) -> impl Iterator<Item = u16> {
        self.met[..self.count]
            .iter()
            .map(|code| *code << NOTES | u16::from(self.notes[usize::from(*code)] & !MET))
    }

    pub(super) fn clear(&mut self) {
        for code in &self.met[..self.count] {
            self.notes[usize::from(*code)] = 0;
        }
        self.count = 0;
    }
}

/// All other grams, each once: a hash table, open and linear.
pub(super) struct Table {
    /// [`TAKEN`], the gram above its notes; 0 where there is none.
    cells: Box<[u32]>,
    /// The cells that are taken.
    taken: Box<[u32]>,
    count: usize,
}

impl Default for Table {
    fn default() -> Self {
        Self::new(CELLS)
    }
}

impl Table {
    fn new(cells: usize) -> Self {
        Self { cells: vec![0; cells].into(), taken: vec![0; cells / EACH].into(), count: 0 }
    }

    /// Adds a gram.
    pub(super) fn put_gram(&mut self, gram: u32, notes: u8) {
        let entry = TAKEN | gram << NOTES | u32::from(notes);
        // The lowest bit of all pairs is the same.
        let at = (gram >> 1) as usize & (self.cells.len() - 1);
        if self.cells[at] == 0 { self.take_cell(at, entry) } else { self.put_again(at, entry) }
    }

    /// Takes a cell.
    fn take_cell(&mut self, at: usize, entry: u32) {
        self.cells[at] = entry;
        self.taken[self.count] = at as u32;
        self.count += 1;
        if self.count == self.taken.len() {
            self.grow();
        }
    }

    /// Puts an entry whose cell `at` is taken: by the same gram, or by another.
    fn put_again(&mut self, mut at: usize, entry: u32) {
        let mask = self.cells.len() - 1;
        loop {
            let cell = self.cells[at];
            if (cell ^ entry) >> NOTES == 0 {
                self.cells[at] = cell & !LOW
                    | u32::from(Posting::join_notes((cell & LOW) as u8, (entry & LOW) as u8));
                return;
            }
            if cell == 0 {
                return self.take_cell(at, entry);
            }
            at = (at + 1) & mask;
        }
    }

    #[cold]
    fn grow(&mut self) {
        let mut wider = Self::new(self.cells.len() * 2);
        for entry in self.entries() {
            wider.put_gram(entry >> NOTES, (entry & LOW) as u8);
        }
        *self = wider;
    }

    /// Returns each gram above its notes.
    pub(super) fn entries(&self) -> impl Iterator<Item = u32> {
        self.taken[..self.count].iter().map(|at| self.cells[*at as usize] & !TAKEN)
    }

    /// Returns how many there are.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    pub(super) fn clear(&mut self) {
        // Cells in a row are cleared faster than a few here and there, unless these are very few.
        if self.count * 4 * EACH > self.cells.len() {
            self.cells.fill(0);
        } else {
            for at in &self.taken[..self.count] {
                self.cells[*at as usize] = 0;
            }
        }
        self.count = 0;
    }
}
