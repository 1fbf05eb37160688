#![doc = include_str!("../../docs/other-systems.md")]
