//! Records of what the kernel's lists report of interfaces, sorted by the interfaces' names.

use crate::kernel::{IfName, Memory, Record, Result, System};
use crate::text::{Message, Printer};

/// One number of two halves: a name, or an IPv6 address.
pub fn joined([first, second]: [u64; 2]) -> u128 {
    u128::from(first) << 64 | u128::from(second)
}

/// The halves of a number.
#[allow(clippy::cast_possible_truncation)] // That is what halves are.
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
            printer.fail(Message::MEMORY, reason);
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
fn sort(records: &mut [Record]) {
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
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn name(name: &str) -> IfName {
        IfName::new(name.as_bytes(), false).unwrap()
    }

    fn memory() -> Box<Memory> {
        vec![[0; 5]; size_of::<Memory>() / size_of::<Record>()].try_into().unwrap()
    }

    /// All names of a batch, each with what its records have.
    fn taken(batch: &mut Batch<'_>) -> Vec<(IfName, Vec<u64>)> {
        batch.sort();
        let mut all = Vec::new();
        let mut at = 0;
        loop {
            let records = batch.interface(at);
            let Some(&[first, second, ..]) = records.first() else {
                return all;
            };
            let contents = records.iter().map(|&[.., content, _]| content).collect();
            all.push((IfName::from_word(joined([first, second])), contents));
            at += records.len();
        }
    }

    #[test]
    fn names_are_in_the_order_of_strcmp_and_their_records_in_the_order_they_came() {
        let mut memory = memory();
        let mut batch = Batch::new(&mut memory, &IfName::NONE);
        for (content, text) in [(1, "eth2"), (2, "eth10"), (3, "Eth"), (4, "eth2"), (5, "\u{ff}")] {
            batch.add(&name(text), 0, [content, 0]);
        }
        batch.add(&name("eth2"), 0, [0, 0]);
        let wanted =
            [("Eth", vec![3]), ("eth10", vec![2]), ("eth2", vec![1, 4, 0]), ("\u{ff}", vec![5])];
        assert_eq!(taken(&mut batch), wanted.map(|(text, contents)| (name(text), contents)));
        assert!(!batch.next());
    }

    proptest! {
        #[test]
        fn records_are_sorted_as_std_does(numbers in vec(0..1000_u16, 0..RECORDS)) {
            let texts: Vec<String> = numbers.iter().map(u16::to_string).collect();
            let mut memory = memory();
            let mut batch = Batch::new(&mut memory, &IfName::NONE);
            for (content, text) in (0..).zip(&texts) {
                batch.add(&name(text), 0, [content, 0]);
            }
            let mut wanted: Vec<(&String, u64)> = texts.iter().zip(0..).collect();
            wanted.sort();
            let taken = taken(&mut batch);
            let found = taken.iter().flat_map(|(name, contents)| {
                contents.iter().map(|&content| (name.as_bytes(), content))
            });
            let wanted = wanted.iter().map(|&(text, content)| (text.as_bytes(), content));
            prop_assert!(found.eq(wanted));
        }
    }

    /// Enough for most gaps of the sorting to have something between them.
    const RECORDS: usize = if cfg!(miri) { 100 } else { 500 };

    #[test]
    fn of_one_interface_there_is_nothing_else() {
        let mut memory = memory();
        let mut batch = Batch::new(&mut memory, &name("eth1"));
        for text in ["eth0", "eth1", "eth10", "eth", "eth2", "eth1"] {
            batch.add(&name(text), 0, [7, 0]);
        }
        assert_eq!(taken(&mut batch), [(name("eth1"), vec![7, 7])]);
    }

    #[test]
    #[cfg_attr(miri, ignore = "fills the memory: takes minutes")]
    fn what_there_is_no_room_for_comes_in_another_batch() {
        let mut memory = memory();
        let names = 3 * memory.len();
        let mut batch = Batch::new(&mut memory, &IfName::NONE);
        let mut all = Vec::new();
        loop {
            // In an order that is none.
            for number in (0..names).map(|number| number * 7919 % names) {
                let name = name(&format!("d{number}"));
                batch.add(&name, 0, [number as u64, 0]);
                batch.add(&name, 0, [1, 0]);
            }
            all.extend(taken(&mut batch));
            if !batch.next() {
                break;
            }
        }
        assert!(!batch.incomplete);
        let mut wanted: Vec<_> = (0..names).map(|number| format!("d{number}")).collect();
        wanted.sort_unstable();
        assert_eq!(all.len(), names);
        for ((found, contents), wanted) in all.iter().zip(wanted) {
            assert_eq!((found.as_bytes(), contents.len()), (wanted.as_bytes(), 2));
        }
    }

    #[test]
    #[cfg_attr(miri, ignore = "fills the memory: takes minutes")]
    fn an_interface_with_most_of_the_records_takes_none_from_others() {
        let mut memory = memory();
        let most = memory.len() as u64 - 10;
        let mut batch = Batch::new(&mut memory, &IfName::NONE);
        let mut all = Vec::new();
        loop {
            for content in 0..most {
                batch.add(&name("eth1"), 0, [content, 0]);
            }
            for text in ["eth2", "eth3", "eth0"].repeat(5) {
                batch.add(&name(text), 0, [0, 0]);
            }
            all.extend(taken(&mut batch));
            if !batch.next() {
                break;
            }
        }
        assert!(!batch.incomplete);
        let zeros = vec![0; 5];
        let wanted = [
            ("eth0", zeros.clone()),
            ("eth1", (0..most).collect()),
            ("eth2", zeros.clone()),
            ("eth3", zeros),
        ];
        assert!(all == wanted.map(|(text, contents)| (name(text), contents)));
    }

    #[test]
    #[cfg_attr(miri, ignore = "fills the memory: takes minutes")]
    fn one_interface_with_too_many_records_is_told_to_be_incomplete() {
        let mut memory = memory();
        let records = memory.len() + 1;
        let mut batch = Batch::new(&mut memory, &IfName::NONE);
        for _ in 0..records {
            batch.add(&name("eth0"), 0, [0, 0]);
        }
        assert!(batch.incomplete);
        assert_eq!(taken(&mut batch).len(), 1);
    }
}
