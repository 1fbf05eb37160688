//! Records of what the kernel's lists report of interfaces, sorted by the interfaces' names.

use crate::kernel::{IfName, Memory, Record, Result, System};
use crate::output::{Message, Printer};

/// One number of two halves: a name, or an IPv6 address.
pub fn joined([first, second]: [u64; 2]) -> u128 {
    u128::from(first) << 64 | u128::from(second)
}

/// The halves of a number.
#[allow(clippy::cast_possible_truncation)] // Two halves.
pub fn halves(number: u128) -> [u64; 2] {
    [(number >> 64) as u64, number as u64]
}

/// The name at the start of a record.
pub fn name(&[first, second, ..]: &Record) -> IfName {
    IfName::from_word(joined([first, second]))
}

/// Records, as many as there is memory for. Each has a name, in two halves; then its number among all
/// records and, in the lower half of that word, the kind of its contents; and the contents, two words.
pub struct Records<M> {
    memory: M,
    count: usize,
    /// The only interface that is wanted; all are if this is no name.
    wanted: IfName,
    /// Why there was no memory for more records.
    outcome: Result<()>,
}

impl<M: Memory> Records<M> {
    /// No records yet: of one interface, or of all if this is no name.
    pub fn new(memory: M, wanted: IfName) -> Self {
        Self { memory, count: 0, wanted, outcome: Ok(()) }
    }

    /// Adds a record, if its interface is wanted.
    pub fn add(&mut self, name: &IfName, kind: u32, contents: [u64; 2]) {
        if self.wanted != IfName::NONE && self.wanted != *name {
            return;
        }
        if self.count == self.memory.len()
            && let Err(reason) = self.memory.grow()
        {
            self.outcome = Err(reason);
        }
        if let Some(record) = self.memory.get_mut(self.count) {
            let ([high, low], [first, second]) = (halves(name.word()), contents);
            // The number keeps records of one name in their order.
            *record = [high, low, (self.count as u64) << 32 | u64::from(kind), first, second];
            self.count += 1;
        }
    }

    /// Shows each interface in the order of names, as long as standard output takes text: sets the
    /// printer's name, and passes the records with this name.
    pub fn show_each<S: System>(
        &mut self,
        printer: &mut Printer<S>,
        mut show: impl FnMut(&mut Printer<S>, &[Record]),
    ) {
        for records in self.by_name() {
            if printer.outcome().is_err() {
                break;
            }
            printer.about = records.first().map_or(IfName::NONE, name);
            show(printer, records);
        }
        if let Err(reason) = self.outcome {
            printer.fail(Message::Memory, reason);
        }
    }

    /// The records of each interface, in the order that strcmp(3) gives their names.
    fn by_name(&mut self) -> impl Iterator<Item = &[Record]> {
        let records = self.memory.get_mut(..self.count).unwrap_or_default();
        sort(records);
        let same = |one: &Record, next: &Record| one.first_chunk::<2>() == next.first_chunk();
        records.chunk_by(same)
    }
}

/// Sorts records. This is Shellsort: of the sorts that are not quadratic, it takes the least code.
pub fn sort(records: &mut [Record]) {
    // Each gap is four times the next and one more: 1, 5, 21, and so on.
    let mut gap = usize::MAX / 3;
    while gap > 0 {
        for end in gap..records.len() {
            let mut at = end;
            while let Some(before) = at.checked_sub(gap)
                && let Some([first, .., second]) = records.get_mut(before..=at)
                && *second < *first
            {
                core::mem::swap(first, second);
                at = before;
            }
        }
        gap /= 4;
    }
}

#[cfg(test)]
mod tests {
    use core::ops::{Deref, DerefMut};

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::kernel::Errno;

    fn name(name: &str) -> IfName {
        IfName::new(name.as_bytes(), false).unwrap()
    }

    /// Memory that grows from two records to as many as `limit`.
    struct Heap {
        records: Vec<Record>,
        limit: usize,
    }

    impl Deref for Heap {
        type Target = [Record];

        fn deref(&self) -> &[Record] {
            &self.records
        }
    }

    impl DerefMut for Heap {
        fn deref_mut(&mut self) -> &mut [Record] {
            &mut self.records
        }
    }

    impl Memory for Heap {
        fn grow(&mut self) -> Result<()> {
            let count = 2 * self.records.len();
            if count > self.limit {
                return Err(Errno::NOMEM);
            }
            self.records.resize(count, [0; 5]);
            Ok(())
        }
    }

    fn records_of(wanted: IfName, limit: usize) -> Records<Heap> {
        Records::new(Heap { records: vec![[0; 5]; 2], limit }, wanted)
    }

    /// All names, each with the first word of its records.
    fn by_name(records: &mut Records<Heap>) -> Vec<(IfName, Vec<u64>)> {
        let first_words = |records: &[Record]| records.iter().map(|record| record[3]).collect();
        records.by_name().map(|records| (super::name(&records[0]), first_words(records))).collect()
    }

    #[test]
    fn names_are_in_the_order_of_strcmp_and_their_records_in_the_order_they_came() {
        let mut records = records_of(IfName::NONE, usize::MAX);
        for (word, text) in [(1, "eth2"), (2, "eth10"), (3, "Eth"), (4, "eth2"), (5, "\u{ff}")] {
            records.add(&name(text), 0, [word, 0]);
        }
        records.add(&name("eth2"), 0, [0, 0]);
        let expected =
            [("Eth", vec![3]), ("eth10", vec![2]), ("eth2", vec![1, 4, 0]), ("\u{ff}", vec![5])];
        assert_eq!(by_name(&mut records), expected.map(|(text, words)| (name(text), words)));
        assert_eq!(records.outcome, Ok(()));
    }

    proptest! {
        #[test]
        fn records_are_sorted_as_std_does(numbers in vec(0..1000_u16, 0..RECORDS)) {
            let texts: Vec<String> = numbers.iter().map(u16::to_string).collect();
            let mut records = records_of(IfName::NONE, usize::MAX);
            for (word, text) in (0..).zip(&texts) {
                records.add(&name(text), 0, [word, 0]);
            }
            let mut expected: Vec<(&String, u64)> = texts.iter().zip(0..).collect();
            expected.sort();
            let found = by_name(&mut records);
            let found = found
                .iter()
                .flat_map(|(name, words)| words.iter().map(|&word| (name.as_bytes(), word)));
            let expected = expected.iter().map(|&(text, word)| (text.as_bytes(), word));
            prop_assert!(found.eq(expected));
        }
    }

    /// Enough for most gaps of the sort to have something between them.
    const RECORDS: usize = if cfg!(miri) { 100 } else { 500 };

    #[test]
    fn of_one_interface_there_is_nothing_else() {
        let mut records = records_of(name("eth1"), 2);
        for text in ["eth0", "eth1", "eth10", "eth", "eth2", "eth1", "eth"] {
            records.add(&name(text), 0, [7, 0]);
        }
        assert_eq!(by_name(&mut records), [(name("eth1"), vec![7, 7])]);
        assert_eq!(records.outcome, Ok(()));
    }

    #[test]
    fn records_without_memory_are_left_out_and_reported() {
        let mut records = records_of(IfName::NONE, 4);
        let texts = ["eth3", "eth1", "eth2", "eth0"];
        for text in texts {
            records.add(&name(text), 0, [0, 0]);
        }
        assert_eq!(records.outcome, Ok(()));
        records.add(&name("eth4"), 0, [0, 0]);
        assert_eq!(records.outcome, Err(Errno::NOMEM));
        let expected = ["eth0", "eth1", "eth2", "eth3"].map(|text| (name(text), vec![0]));
        assert_eq!(by_name(&mut records), expected);
    }
}
