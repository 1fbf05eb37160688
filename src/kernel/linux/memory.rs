//! Memory that the kernel maps, for lists that grow.

use core::ops::{Deref, DerefMut};
use core::ptr::NonNull;

use crate::kernel::{Memory, Record};
use crate::sys::calls;
use crate::sys::errno::{Errno, Result};

/// How many records there is room for at first: those of some four thousand interfaces with statistics and
/// an IPv6 address each.
const FIRST: usize = 8192;

/// Mapped memory, which stays mapped: an executable exits soon. [`Unmapped`] is for other programs.
pub struct Mapped(NonNull<[Record]>);

impl Mapped {
    /// Maps memory, all zero.
    pub fn new(populated: bool) -> Result<Self> {
        let start = calls::map(FIRST * size_of::<Record>(), populated)?;
        // SAFETY: the kernel never maps anonymous memory at address 0 by itself.
        let start = unsafe { NonNull::new_unchecked(start.cast()) };
        Ok(Self(NonNull::slice_from_raw_parts(start, FIRST)))
    }
}

impl Deref for Mapped {
    type Target = [Record];

    fn deref(&self) -> &[Record] {
        // SAFETY: these bytes are mapped, and nothing else refers to them. Pages are aligned, and any bytes
        // are a valid record.
        unsafe { self.0.as_ref() }
    }
}

impl DerefMut for Mapped {
    fn deref_mut(&mut self) -> &mut [Record] {
        // SAFETY: as above.
        unsafe { self.0.as_mut() }
    }
}

impl Memory for Mapped {
    #[allow(clippy::cast_sign_loss)] // It is positive.
    fn grow(&mut self) -> Result<()> {
        let (count, size) = (self.0.len(), size_of_val::<[Record]>(self));
        // No slice may be larger than this.
        if usize::BITS < 64 && size > isize::MAX as usize / 2 {
            return Err(Errno::NOMEM);
        }
        // SAFETY: this is the mapping as a whole, and no reference to it is in use.
        let start = unsafe { calls::remap(self.0.as_ptr().cast(), size, 2 * size)? };
        // SAFETY: as in `new`.
        let start = unsafe { NonNull::new_unchecked(start.cast()) };
        self.0 = NonNull::slice_from_raw_parts(start, 2 * count);
        Ok(())
    }
}

/// Memory that is unmapped when this is dropped.
pub struct Unmapped(pub Mapped);

impl Deref for Unmapped {
    type Target = [Record];

    fn deref(&self) -> &[Record] {
        &self.0
    }
}

impl DerefMut for Unmapped {
    fn deref_mut(&mut self) -> &mut [Record] {
        &mut self.0
    }
}

impl Memory for Unmapped {
    fn grow(&mut self) -> Result<()> {
        self.0.grow()
    }
}

impl Drop for Unmapped {
    fn drop(&mut self) {
        let memory = self.0.0;
        // SAFETY: this is the mapping as a whole, also if it has grown, and nothing uses it afterwards.
        unsafe { calls::unmap(memory.as_ptr().cast(), memory.len() * size_of::<Record>()) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_stay_as_they_are_when_the_memory_grows() {
        let mut memory = Unmapped(Mapped::new(false).unwrap());
        assert_eq!(memory.len(), FIRST);
        memory[0] = [1; 5];
        memory[FIRST - 1] = [2; 5];
        memory.grow().unwrap();
        memory.grow().unwrap();
        assert_eq!(memory.len(), 4 * FIRST);
        assert_eq!((memory[0], memory[FIRST - 1]), ([1; 5], [2; 5]));
        assert!(memory[FIRST..].iter().all(|record| *record == [0; 5]));
        memory[4 * FIRST - 1] = [3; 5];
    }

    #[test]
    #[cfg(not(miri))]
    fn memory_is_unmapped_also_if_it_has_grown() {
        let is_mapped = |address: usize| {
            let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
            maps.lines().any(|line| {
                let (start, end) = line.split(' ').next().unwrap().split_once('-').unwrap();
                let [start, end] = [start, end].map(|end| usize::from_str_radix(end, 16).unwrap());
                (start..end).contains(&address)
            })
        };
        // Larger than any other thread's, whose memory may take its place.
        let mut memory = Unmapped(Mapped::new(true).unwrap());
        for _ in 0..4 {
            memory.grow().unwrap();
        }
        let range = memory.as_ptr_range();
        let [start, last] = [range.start as usize, range.end as usize - 1];
        assert!(is_mapped(start) && is_mapped(last));
        drop(memory);
        assert!(!is_mapped(start) && !is_mapped(last));
    }
}
