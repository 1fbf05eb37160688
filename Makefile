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

# The executable is linked by lld itself: no C compiler is asked, for no architecture. It is at
# a fixed address, so its code need not be independent of it. The map tells what is in it.
LLD := $(RUSTLIB)/$(HOST)/bin/rust-lld
FLAGS = -Clinker=$(LLD) -Clinker-flavor=ld.lld -Crelocation-model=static
FLAGS += $(if $(findstring musl,$(TARGET)),-Clink-self-contained=no) -Clink-arg=-Map=$(PROGRAM).map

# What the compiler does for speed at the cost of size even at opt-level z: keeping values in
# registers across loops and calls, which must then be saved. Together some 250 bytes.
FLAGS += $(addprefix -Cllvm-args=-,disable-machine-licm disable-machine-cse disable-lsr inline-threshold=50)

# A target that the toolchain has, or that rustup can add, is built with it. For any other, core
# is compiled from the sources in Debian's packages, by the compiler that they are of.
TOOLCHAIN ?= $(if $(call has,$(TARGET)),rustup,$(shell rustup target add $(TARGET) >/dev/null 2>&1 && echo rustup || echo debian))
ifeq ($(TOOLCHAIN),debian)
CARGO = RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 /usr/bin/cargo build -Zbuild-std=core
FOLDER = target/debian
NEEDS = /usr/bin/rustc:rustc-web /usr/bin/cargo:cargo-web /usr/share/doc/rust-web-src:rust-web-src
else
CARGO = cargo build
FOLDER = target
endif
PROGRAM = $(CURDIR)/$(FOLDER)/$(TARGET)/release/ifenslave

.PHONY: build where demo test install clean

build:
	@tests/need cc:gcc $(NEEDS)
	@RUSTFLAGS="$(FLAGS)" $(CARGO) --release --quiet --bin ifenslave --target $(TARGET) --target-dir $(FOLDER)

where:
	@echo $(PROGRAM)

demo: build
	@IFENSLAVE=$(PROGRAM) tests/lab/demo

test: build
	IFENSLAVE=$(PROGRAM) cargo test

install: build
	install -D -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/sbin/ifenslave

clean:
	cargo clean
