// SPDX-License-Identifier: MIT OR Apache-2.0
#![doc = include_str!("../../docs/other-systems.md")]
