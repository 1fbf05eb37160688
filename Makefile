# ifenslave: how people build, try, test and install it.
#
#   make                 build the program
#   make -s where        print the path of the built program, and nothing else
#   make demo            watch it bond two emulated network cards on a real kernel
#   make test            run everything that is tested
#   make install         put it under $(DESTDIR)$(PREFIX)/sbin
#
#   TARGET=              target triple: by default the host's musl target where the toolchain has
#                        it, else the host's own, which gives the same program

SHELL = /bin/sh
.DELETE_ON_ERROR:

PREFIX ?= /usr/local

HOST := $(shell rustc -vV | sed -n 's/^host: //p')
RUSTLIB := $(shell rustc --print sysroot)/lib/rustlib
has = $(wildcard $(RUSTLIB)/$(1)/lib)

MUSL := $(subst -gnu,-musl,$(HOST))
ifeq ($(TARGET),)
override TARGET := $(if $(call has,$(MUSL)),$(MUSL),$(HOST))
endif
PROGRAM = $(CURDIR)/target/$(TARGET)/release/ifenslave

# The executable is linked by lld itself: no C compiler is asked, for no architecture. It is at
# a fixed address, so its code need not be independent of it.
LLD := $(RUSTLIB)/$(HOST)/bin/rust-lld
FLAGS = -Clinker=$(LLD) -Clinker-flavor=ld.lld -Clink-self-contained=no -Crelocation-model=static

# What the compiler does for speed at the cost of size even at opt-level z: keeping values in
# registers across loops and calls, which must then be saved. Together some 250 bytes.
FLAGS += $(addprefix -Cllvm-args=-,disable-machine-licm disable-machine-cse disable-lsr inline-threshold=50)

# A target whose core the toolchain lacks: from rustup, or else core is compiled from the sources
# in Debian's packages, by the compiler that they are of.
ifneq ($(call has,$(TARGET)),)
CARGO = cargo build
else
CARGO = $(if $(call has,$(TARGET)),cargo build,RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 /usr/bin/cargo build -Zbuild-std=core)
fetch-target:
	rustup target add $(TARGET) >/dev/null 2>&1 || tests/need /usr/bin/rustc:rustc-web /usr/bin/cargo:cargo-web /usr/src/rustc-web:rust-web-src
build: fetch-target
endif

.PHONY: build where demo test install clean

build:
	RUSTFLAGS="$(FLAGS)" $(CARGO) --release --quiet --bin ifenslave --target $(TARGET)

where:
	@echo $(PROGRAM)

demo: build
	IFENSLAVE=$(PROGRAM) tests/lab/demo

install: build
	install -D -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/sbin/ifenslave

clean:
	cargo clean
