// SPDX-License-Identifier: MIT OR Apache-2.0
//! `struct ethtool_drvinfo`: which driver an interface has.

/// `struct ethtool_drvinfo` of `linux/ethtool.h`, as bytes: 196 of them.
#[derive(Clone, Copy, Debug)]
pub struct Drvinfo([u8; 196]);

/// ETHTOOL_GDRVINFO, the value of the member `cmd`.
const GDRVINFO: u32 = 3;

// Where the members are.
const DRIVER: usize = 4;
const FW_VERSION: usize = 4 + 32 + 32;

impl Default for Drvinfo {
    /// All zeros.
    fn default() -> Self {
        Self([0; 196])
    }
}

impl Drvinfo {
    /// Becomes the question that bonding drivers know: the member `driver` is `ifenslave`, and
    /// `fw_version` is the version of the ABI that ifenslave supports, 2. All other bytes are 0.
    pub fn ask_as_ifenslave(&mut self) {
        self.0 = [0; 196];
        self.put(DRIVER, b"ifenslave");
        let [a, b, c, d] = GDRVINFO.to_ne_bytes();
        [self.0[0], self.0[1], self.0[2], self.0[3]] = [a, b, c, d];
        self.0[FW_VERSION] = b'2';
    }

    fn put(&mut self, at: usize, bytes: &[u8]) {
        for (to, from) in self.0.iter_mut().skip(at).zip(bytes) {
            *to = *from;
        }
    }

    /// `fw_version`, padded with NULs: a bonding driver has its ABI version here, in digits.
    pub fn fw_version(&self) -> &[u8] {
        &self.0[FW_VERSION..FW_VERSION + 32]
    }

    /// Answers with this `fw_version`.
    pub fn set_fw_version(&mut self, version: &[u8; 32]) {
        self.put(FW_VERSION, version);
    }
}
