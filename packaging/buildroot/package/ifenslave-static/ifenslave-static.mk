################################################################################
#
# ifenslave-static
#
################################################################################

IFENSLAVE_STATIC_VERSION = 0.2.0
IFENSLAVE_STATIC_SOURCE = ifenslave-$(IFENSLAVE_STATIC_VERSION).tar.gz
# FILL IN for a release: the address of its archives; and ifenslave-static.hash
# with the checksum of this one, from its SHA256SUMS.
IFENSLAVE_STATIC_SITE = https://example.org/ifenslave
IFENSLAVE_STATIC_LICENSE = MIT or Apache-2.0
IFENSLAVE_STATIC_LICENSE_FILES = LICENSE-MIT LICENSE-APACHE
IFENSLAVE_STATIC_DEPENDENCIES = host-rustc

# Not a cargo-package: that overrides the profile in Cargo.toml (lto, opt-level),
# without which the program does not link. All crates are in the archive.
IFENSLAVE_STATIC_MAKE_ARGS = \
	TARGET=$(RUSTC_TARGET_NAME) SMALL=no \
	CARGO=$(HOST_DIR)/bin/cargo RUSTC=$(HOST_DIR)/bin/rustc

define IFENSLAVE_STATIC_BUILD_CMDS
	$(TARGET_MAKE_ENV) \
	CARGO_HOME=$(@D)/.cargo-home \
	CARGO_NET_OFFLINE=true \
	CARGO_TARGET_$(call UPPERCASE,$(RUSTC_TARGET_NAME))_LINKER=$(TARGET_CC) \
	$(MAKE) -C $(@D) build $(IFENSLAVE_STATIC_MAKE_ARGS)
endef

define IFENSLAVE_STATIC_INSTALL_TARGET_CMDS
	$(INSTALL) -D -m 755 \
		$(@D)/target/$(RUSTC_TARGET_NAME)/release/ifenslave \
		$(TARGET_DIR)/usr/sbin/ifenslave
endef

$(eval $(generic-package))
