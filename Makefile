# ifenslave: how people build, try, test and install it.
#
#   make                 build the program
#   make -s where        print the path of the built program, and nothing else
#   make demo            watch it bond two emulated network cards on a real kernel
#   make test            run the tests: every promise, on one real kernel; ten minutes on two processors
#   make test-all        run all of them: with each kernel, architecture and initramfs generator, which takes an hour
#   make miri            let Miri look for undefined behaviour in what is tested without a kernel
#   make fuzz            look for input that breaks it, and keep in target/fuzz what leads on
#   make bench           measure it beside BusyBox's ifenslave, ifconfig and ip, and print tables of it
#   make kit             build ifkit: the applets ifconfig, ifenslave and nameif in one program
#   make -s where-kit    print the path of that
#   make install-kit     put it under $(DESTDIR)$(PREFIX)/sbin, with a link and a man page for each applet
#   make staticlib       build libifenslave.a: the applets as functions, for programs in C
#   make -s where-staticlib       print the path of that
#   make install-staticlib        put it under $(DESTDIR)$(PREFIX)/lib, and ifenslave.h under include
#   make netdevice       build the library's example (examples/netdevice.rs); make -s where-netdevice
#   make install         put it under $(DESTDIR)$(PREFIX)/sbin, and its man page under share/man
#   make install-initramfs-tools, install-dracut, install-mkinitcpio
#                        put it there, and where that tool looks, under $(DESTDIR)/usr, what has bonds made in
#                        early boot (docs/recipes)
#   make all             build it for every target
#   make size            print tables of its size: each target beside its budget, where the bytes are,
#                        and what else could be installed in its place
#   make dist            pack all targets' programs: target/dist/ifenslave-VERSION.tar.gz
#   make -s targets      print the targets, a line each
#
#   TARGET=              target triple: by default the host's, for musl; `make -s targets` has a list
#   APPLETS=             for the kit and the static library, the applets: by default all of them
#   BOOT=no              without what makes bonds from nothing: attach, detach, change-active and show alone
#   TOOLCHAIN=           rustup or debian: by default rustup where it can add the sources of core
#   MIRI_TESTS=          which tests Miri runs: by default all that it can, which takes long; or --lib
#   COUNTS=              for the bench, how many interfaces to show: by default 1 100 1000 4000
#   SECONDS=             for fuzzing, the time for each target: by default 60
#   FUZZ=                for fuzzing, the targets: by default all of them

SHELL = /bin/sh
.DELETE_ON_ERROR:

PREFIX ?= /usr/local

# Those that are released: each has its line in tests/budget.
TARGETS = $(addsuffix -unknown-linux-musl,x86_64 i686 aarch64 riscv64gc mipsel powerpc64le) \
    armv7-unknown-linux-musleabihf armv5te-unknown-linux-musleabi

HOST := $(shell rustc -vV | sed -n 's/^host: //p')
RUSTLIB := $(shell rustc --print sysroot)/lib/rustlib
ifeq ($(TARGET),)
override TARGET := $(subst -gnu,-musl,$(HOST))
endif

# Core is compiled with the program, from its sources: for any target, and with the flags below.
# rustup adds them to the toolchain at hand; where it cannot, there are Debian's packages.
# (Not a wildcard: make remembers what that found, and rustup may add them meanwhile.)
TOOLCHAIN ?= $(if $(shell [ ! -d $(RUSTLIB)/src/rust/library ] || echo yes),rustup,debian)
DEBIAN = /usr/bin/rustc:rustc-web /usr/bin/cargo:cargo-web /usr/lib/rustlib/src/rust:rust-web-src
ADD = { [ ! -d $(FOLDER) ] && timeout 120 rustup component add rust-src >/dev/null 2>&1; }
CARGO_debian = RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 /usr/bin/cargo
CARGO_rustup = RUSTC_BOOTSTRAP=1 cargo
FOLDER_debian = target/debian
FOLDER_rustup = target
FOLDER = $(FOLDER_$(TOOLCHAIN))
PROGRAM = $(FOLDER)/$(TARGET)/release/$(NAME)

# Of the applets, a program has those that are its features.
APPLETS = ifconfig ifenslave nameif
NAME = ifenslave
FEATURES = ifenslave $(BOOT_yes)
BOOT = yes
BOOT_yes = $(if $(filter yes,$(BOOT)),$(if $(filter ifenslave,$(APPLETS)),boot))
kit where-kit install-kit: NAME = ifkit
kit where-kit install-kit: FEATURES = ifkit $(APPLETS) $(BOOT_yes)
UNIT = --bin $(NAME)

# The executable is linked by lld itself: no C compiler is asked, for no architecture. The map tells
# what is in it. It runs at any address (see src/main.ld) where that costs little: nothing on aarch64 and
# riscv64gc, 48 bytes on armv7, 63 on x86_64; but 1,200 on i686, which has no addresses relative to the
# instruction.
LLD := $(RUSTLIB)/$(HOST)/bin/rust-lld
FLAGS = -Clinker=$(LLD) -Clinker-flavor=ld.lld $(if $(filter x86_64 aarch64 riscv64gc armv7,$(ARCH)),$(PIE),$(FIXED))
FLAGS += $(if $(findstring musl,$(TARGET)),-Clink-self-contained=no) -Clink-arg=-Map=$(PROGRAM).map
PIE = -Crelocation-model=pie -Clink-arg=-pie -Clink-arg=--no-dynamic-linker
FIXED = -Crelocation-model=static

# What the compiler does for speed at the cost of size even at opt-level z: keeping values in
# registers across loops, branches and calls, where they must then be saved; and copying in small
# pieces what was written in small pieces. And what it leaves: to order blocks so that few jumps are
# needed. Some 400 bytes.
LLVM = disable-machine-licm disable-licm-promotion enable-pre=0 disable-phi-elim-edge-splitting \
    inline-threshold=50 licm-mssa-optimization-cap=0 apply-ext-tsp-for-size
# The rest is found by trying: what is good for x86, with its few registers and many ways to address
# memory, is not for the others. On those, some 200 bytes.
LLVM_x86 = disable-lsr x86-disable-avoid-SFB
LLVM_i686 = disable-machine-cse
LLVM_other = enable-shrink-wrap=0 disable-machine-sink enable-post-misched=0 misched=ilpmin
LLVM += $(if $(filter x86_64 i686,$(ARCH)),$(LLVM_x86),$(LLVM_other)) $(LLVM_$(ARCH))
CODE = $(addprefix -Cllvm-args=-,$(LLVM)) $(FLAGS_$(ARCH))
FLAGS += $(CODE)

# What one architecture wants besides. On aarch64, functions share their beginnings and ends, and all
# data is near: 650 bytes. Thumb instructions are a third shorter, and all processors of ARMv7 have
# them. On RISC-V the linker shortens calls; and Linux promises there that a word can be read at any
# address: 2,600 bytes. rustix asks for its word where it is new.
ARCH = $(firstword $(subst -, ,$(TARGET)))
LLVM_aarch64 = homogeneous-prolog-epilog
FLAGS_aarch64 = -Ccode-model=tiny
FLAGS_armv7 = -Ctarget-feature=+thumb-mode
FLAGS_riscv64gc = -Ctarget-feature=+relax,+unaligned-scalar-mem
FLAGS_mipsel = --cfg=rustix_use_experimental_asm
FLAGS_powerpc64le = --cfg=rustix_use_experimental_asm

# Of the section headers that it is told to leave out, lld keeps the space, as zeros: 132 bytes.
OBJCOPY = LD_LIBRARY_PATH=$(RUSTLIB)/../../lib $(RUSTLIB)/$(HOST)/bin/rust-objcopy
STRIP = $(OBJCOPY) --strip-sections

.PHONY: build kit netdevice compiler where where-kit where-netdevice targets all staticlib where-staticlib \
    install-staticlib demo test test-all fuzz miri interpreter bench size explained dist install install-kit clean

# The example, with which the lab asks the kernel for each thing that the library can. It prints by
# core::fmt, whose constants hold addresses: nobody would relocate those.
netdevice where-netdevice: NAME = netdevice
netdevice where-netdevice: FEATURES = example ifenslave
netdevice where-netdevice: PIE = $(FIXED)

BUILD = $(CARGO_$(TOOLCHAIN)) build -Zbuild-std=core --release --quiet $(UNIT) \
    --no-default-features --features "$(FEATURES)" --target $(TARGET) --target-dir $(FOLDER)
build kit netdevice: compiler
	@RUSTFLAGS="$(FLAGS)" $(BUILD)
	@$(STRIP) $(PROGRAM)

# A goal of its own: the program's recipe is read when this one is done, and so knows what rustup has
# added. Where rustup could not, it is not asked each time: with no network it may be slow to say so.
compiler:
	@tests/need cc:gcc
	@[ $(TOOLCHAIN) = rustup ] || $(if $(filter file,$(origin TOOLCHAIN)),$(ADD) ||) tests/need $(DEBIAN) || \
	    { echo "or else: rustup component add rust-src" >&2; exit 1; }

where where-kit where-netdevice:
	@echo $(CURDIR)/$(PROGRAM)

# The static library, for a program at any address and of any size. What rustc makes has a panic handler,
# which would be in the way of another Rust library's, and all of compiler_builtins; so what the applets
# use of it becomes one object, and only their functions can be seen from outside. (Nothing unwinds; and
# objects of compiler_builtins have bitcode beside their code, for one version of LLVM.)
LIBRARY = $(FOLDER)/$(TARGET)/release/libifenslave.a
OBJECT = $(FOLDER)/$(TARGET)/release/ifenslave.o
LIBRARY_FLAGS = -Crelocation-model=pic $(filter-out -Ccode-model=tiny,$(CODE))
staticlib install-staticlib: UNIT = --package ifenslave-staticlib
staticlib install-staticlib: FEATURES = $(APPLETS) $(BOOT_yes)
staticlib: compiler
	@RUSTFLAGS="$(LIBRARY_FLAGS)" $(BUILD)
	@$(LLD) -flavor gnu -r --gc-sections $(APPLETS:%=-u %_main) -o $(OBJECT) \
	    $(FOLDER)/$(TARGET)/release/libifenslave_staticlib.a
	@$(OBJCOPY) --strip-unneeded $(APPLETS:%=--keep-global-symbol=%_main) \
	    --wildcard -R .llvmbc -R .llvmcmd -R .comment -R '.ARM.ex*' -R '.rel.ARM.ex*' $(OBJECT)
	@rm -f $(LIBRARY)
	@ar Drcs $(LIBRARY) $(OBJECT)

where-staticlib:
	@echo $(CURDIR)/$(LIBRARY)

install-staticlib: staticlib
	install -D -m 644 $(LIBRARY) "$(DESTDIR)$(PREFIX)/lib/libifenslave.a"
	install -D -m 644 staticlib/ifenslave.h "$(DESTDIR)$(PREFIX)/include/ifenslave.h"

targets:
	@printf '%s\n' $(TARGETS)

all:
	@for target in $(TARGETS); do $(MAKE) --no-print-directory TARGET=$$target || exit; done

demo: build
	@IFENSLAVE="$(PROGRAM)" tests/lab/demo

# The tests make programs for other targets: what is meant for this make is not for theirs.
unexport TARGET TOOLCHAIN SECONDS FUZZ
test: build
	@IFENSLAVE="$(CURDIR)/$(PROGRAM)" tests/all

# What `make test` leaves to it is all in the lab. (An i686 program is run by the kernel for x86_64, and one
# for armv5te by that for armv7. Debian 12 is the last with a kernel for mipsel. The `hosted` machine's
# program is BusyBox with the static library.)
MACHINES = 6.12 5.10 6.1 7 $(addprefix 6.12/,hosted i386 arm64 armhf armel riscv64 ppc64el) 6.1/mipsel
test-all:
	LONG=yes KERNELS="$(MACHINES)" $(MAKE) test
	SUITE=bookworm cargo test --test early_boot

# Miri makes no system calls. So left out are: the program itself (tests/binary.rs, stack.rs and
# targets.rs, the lab, and of command_line.rs what is marked so), what takes it minutes each, which is
# marked likewise, and here the command lines that are very long. Properties are tried on few cases.
MIRI_TESTS = --lib --test enslave_release --test command_line --test show --test fault_injection --test concurrency --test netdevice
MIRIFLAGS = -Zmiri-env-set=PROPTEST_CASES=2 \
    -Zmiri-env-set=PROPTEST_DISABLE_FAILURE_PERSISTENCE=1
miri: interpreter
	@MIRIFLAGS="$(MIRIFLAGS)" cargo +nightly miri test $(MIRI_TESTS) -- --skip limits::

# Miri is a part of rustup's nightly toolchain; it compiles the standard library for itself.
ADD_MIRI = timeout 120 rustup component add --toolchain nightly miri rust-src || \
    timeout 300 rustup toolchain install nightly --profile minimal --component miri,rust-src
interpreter:
	@tests/need cc:gcc
	@mkdir -p target
	@{ timeout 300 cargo +nightly miri setup || { $(ADD_MIRI); } && timeout 300 cargo +nightly miri setup; } \
	    >target/miri.log 2>&1 || { tail -n 3 target/miri.log; \
	    echo "no Miri here; try: rustup toolchain install nightly --component miri,rust-src"; exit 1; } >&2

# libFuzzer is C++, and needs what only nightly compilers have. What is found goes to target/fuzz: new
# input for the corpus, and crashes. To take the first in for good: cargo fuzz cmin, and choose.
SECONDS = 60
FUZZ = command_line proc_net_dev if_inet6 driver_version spec ifconfig_nameif whole_program
CARGO_FUZZ = 0.13.1
NIGHTLY = rustup run nightly
fuzz: target/fuzz-tools/$(CARGO_FUZZ)/bin/cargo-fuzz
	@tests/need g++:g++
	@$(NIGHTLY) rustc -V >/dev/null 2>&1 || \
	    { echo "fuzzing needs a nightly compiler: rustup toolchain install nightly" >&2; exit 1; }
	@for target in $(FUZZ); do \
	    found=target/fuzz/found/$$target corpus=target/fuzz/corpus/$$target && \
	    mkdir -p $$found $$corpus && \
	    echo "$$target: $(SECONDS) seconds" && \
	    $(NIGHTLY) $< run --sanitizer none --target-dir target/fuzz $$target \
	        $$corpus fuzz/corpus/$$target -- -max_total_time=$(SECONDS) -max_len=1024 \
	        -artifact_prefix=$$found/ >target/fuzz/$$target.log 2>&1 || \
	        { grep -A 20 panicked target/fuzz/$$target.log | cut -c 1-500 >&2; \
	          tail -n 20 target/fuzz/$$target.log | cut -c 1-500 >&2; \
	          input=$$(ls -t $$found/* | head -n 1); \
	          echo "$$target is broken by $$input. To replay it:" >&2; \
	          echo "cp $$input fuzz/corpus/$$target && cargo test --test corpus" >&2; \
	          exit 1; }; \
	    tail -n 1 target/fuzz/$$target.log; \
	done

target/fuzz-tools/$(CARGO_FUZZ)/bin/cargo-fuzz:
	@tests/need cc:gcc
	cargo install cargo-fuzz --version $(CARGO_FUZZ) --locked --quiet --root target/fuzz-tools/$(CARGO_FUZZ)

bench: build
	@IFENSLAVE="$(PROGRAM)" tests/lab/bench

# To tell where the bytes are, the program is built once more, with line numbers in it: each byte of
# the code then names the line that it comes from, wherever that has been inlined. It is the same but
# for that: flags, unlike the profile, are no part of the names by which functions are ordered.
explained: FOLDER = target/size
explained: compiler
	@LLD="$(LLD)" RUSTFLAGS="$(FLAGS) -Cdebuginfo=line-tables-only -Cstrip=none \
	    -Clinker=$(CURDIR)/tests/size/linker" $(BUILD)

size: all build explained
	@tests/size/tables "$(PROGRAM)" target/size/$(TARGET)/release/ifenslave $(TARGETS)

# The same sources give the same archive, whoever packs them: names are sorted, owner and modes are
# fixed, and the time is that of the last commit, or what SOURCE_DATE_EPOCH says.
RELEASE = ifenslave-$(shell sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml)
DATE = $${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct)}
dist: all
	@rm -rf target/dist
	@for target in $(TARGETS); do \
	    install -D "$$($(MAKE) -s where TARGET=$$target)" target/dist/$(RELEASE)/$$target/ifenslave || exit; \
	done
	@cp README.md LICENSE-APACHE LICENSE-MIT man/ifenslave.8 target/dist/$(RELEASE)
	@cd target/dist/$(RELEASE) && find -- * -type f | LC_ALL=C sort | xargs sha256sum >../SHA256SUMS && \
	    mv ../SHA256SUMS .
	@date=$(DATE) && [ "$$date" ] || { echo "of which date? SOURCE_DATE_EPOCH= tells" >&2; exit 1; } && \
	    tar -C target/dist --sort=name --format=ustar --owner=0 --group=0 --numeric-owner \
	        --mode=u=rwX,go=rX --mtime=@$$date -cf target/dist/$(RELEASE).tar $(RELEASE)
	@gzip -9nf target/dist/$(RELEASE).tar
	@echo $(CURDIR)/target/dist/$(RELEASE).tar.gz

install-kit: kit
	install -D -m 755 $(PROGRAM) "$(DESTDIR)$(PREFIX)/sbin/ifkit"
	for applet in $(APPLETS); do \
	    ln -sf ifkit "$(DESTDIR)$(PREFIX)/sbin/$$applet" && \
	    install -D -m 644 man/$$applet.8 "$(DESTDIR)$(PREFIX)/share/man/man8/$$applet.8" || exit; \
	done

install: build
	install -D -m 755 $(PROGRAM) "$(DESTDIR)$(PREFIX)/sbin/ifenslave"
	install -D -m 644 man/ifenslave.8 "$(DESTDIR)$(PREFIX)/share/man/man8/ifenslave.8"

# Hooks for early boot. Each tool looks in one folder, whatever the PREFIX.
HOOKS_initramfs-tools = /usr/share/initramfs-tools
HOOKS_dracut = /usr/lib/dracut/modules.d
HOOKS_mkinitcpio = /usr/lib/initcpio
HOOKS = install-initramfs-tools install-dracut install-mkinitcpio
.PHONY: $(HOOKS)
$(HOOKS): install-%: install
	cd contrib/$* && find -- * -type f -exec install -D -m 755 {} "$(DESTDIR)$(HOOKS_$*)/{}" \;

clean:
	cargo clean
