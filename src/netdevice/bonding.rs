//! The requests of the bonding driver, each by the bond's name.

use super::Interface;
use crate::kernel::{IfName, Ifbond, Ifslave, Kernel, Request, Result};

/// Of a bond; every other interface answers EOPNOTSUPP. (These are the bare requests.
/// `ifenslave` performs the steps around them, and rolls them back if one fails.)
impl<K: Kernel> Interface<'_, K> {
    /// Attaches a slave, which has to be down: EPERM where it is up. EBUSY where it is in a bond or
    /// bridge already, EINVAL if the driver rejects its type or MTU, ENODEV where there is none.
    #[doc(alias = "SIOCBONDENSLAVE")]
    pub fn enslave(&self, slave: IfName) -> Result<()> {
        self.of_slave(Request::Enslave, slave)
    }

    /// Detaches a slave. EINVAL where it is not this bond's.
    #[doc(alias = "SIOCBONDRELEASE")]
    pub fn release(&self, slave: IfName) -> Result<()> {
        self.of_slave(Request::Release, slave)
    }

    /// Makes a slave the active one. EINVAL where it is not this bond's, or its link is down; EACCES in
    /// modes that have none.
    #[doc(alias = "SIOCBONDCHANGEACTIVE")]
    pub fn change_active(&self, slave: IfName) -> Result<()> {
        self.of_slave(Request::ChangeActive, slave)
    }

    /// Its mode, how many slaves it has, and how it looks at their links.
    #[doc(alias = "SIOCBONDINFOQUERY")]
    pub fn bond_info(&self) -> Result<Ifbond> {
        let mut info = Ifbond::default();
        self.kernel.bond_info(&self.name, &mut info)?;
        Ok(info)
    }

    /// The slave with this number, from 0 on. ENODEV where it has fewer.
    #[doc(alias = "SIOCBONDSLAVEINFOQUERY")]
    pub fn slave_info(&self, slave_id: i32) -> Result<Ifslave> {
        let mut info = Ifslave::default();
        self.kernel.slave_info(&self.name, slave_id, &mut info)?;
        Ok(info)
    }

    fn of_slave(&self, request: Request, slave: IfName) -> Result<()> {
        self.set(request, *slave.as_field())
    }
}
