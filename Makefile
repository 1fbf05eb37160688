# SPDX-License-Identifier: MIT OR Apache-2.0
# ifenslave: build, demo, tests, installation.
#
#   make                 build the program: cargo build --release --locked
#   make install         copy it to $(DESTDIR)$(PREFIX)/sbin, and its man page and bash completion to share; builds
#                        nothing
#   make -s where        print the path of the built program
#   make demo            bond two emulated network cards on a real kernel, and pull a cable
#   make recording       record the demo: docs/demo.svg
#   make test            run the tests: every promise, on one real kernel; ten minutes on two processors
#   make test-all        run the tests on each kernel and architecture, with each initramfs generator: an hour
#   make miri            check the tests that need no kernel for undefined behaviour, with Miri
#   make fuzz            look for input that breaks a promise; interesting input goes to target/fuzz
#   make bench           measure it next to BusyBox's ifenslave, ifconfig and ip, and print tables
#   make kit             build ifkit: the applets ifconfig, ifenslave and nameif in one program
#   make -s where-kit    print its path
#   make install-kit     copy it to $(DESTDIR)$(PREFIX)/sbin, with a link and a man page for each applet
#   make staticlib       build libifenslave.a: the applets as functions, for programs in C
#   make -s where-staticlib       print its path
#   make install-staticlib        copy it to $(DESTDIR)$(PREFIX)/lib, and ifenslave.h to include
#   make netdevice       build the library's example (examples/netdevice.rs); make -s where-netdevice
#   make bonding         build the one for bonds (examples/bonding.rs); make -s where-bonding
#   make install-initramfs-tools, install-dracut, install-mkinitcpio
#                        install it, and under $(DESTDIR)/usr the hooks of that tool that create bonds in early
#                        boot (docs/recipes)
#   make all             build the small program for every target
#   make size            print tables of its size: both builds, each target and its budget, bytes by module,
#                        and the sizes of other programs for the same purpose
#   make dist            pack a release into target/dist: an archive for each target, the sources with all crates, an
#                        SBOM and checksums (docs/releasing.md)
#   make deb             build Debian packages into target/deb, for each of Debian's architectures that is a target
#   make -s targets      print the targets, one per line
#
#   SMALL=yes            the small build: compiles core, too, and saves 5 % (docs/size.md)
#   TARGET=              target triple (default: the host's); `make -s targets` lists them. Without an installed
#                        core library for the target, this is a small build.
#   APPLETS=             the applets of the kit and the static library (default: all)
#   BOOT=no              only attach, detach, change active and show: no commands that create, delete or check bonds
#   RUSTC=, CARGO=       the compiler (default: rustc and cargo in the PATH)
#   MIRI_TESTS=          the tests that Miri runs (default: all that it can run, which takes long), or --lib
#   COUNTS=              the numbers of interfaces that the bench shows (default: 1 100 1000 4000)
#   SECONDS=             the time for each fuzzing target (default: 60)
#   MAINTAINER=          the maintainer of the Debian packages: "NAME <ADDRESS>"
#   FUZZ=                the fuzzing targets (default: all)

SHELL = /bin/sh
.DELETE_ON_ERROR:

PREFIX ?= /usr/local
CARGO ?= cargo
RUSTC ?= rustc

# The released targets; each has a line in tests/budget.
TARGETS = $(addsuffix -unknown-linux-musl,x86_64 i686 aarch64 riscv64gc mipsel mips powerpc64le s390x) \
    armv7-unknown-linux-musleabihf armv5te-unknown-linux-musleabi

# The small build compiles core from source. Without SMALL=, this applies to targets whose core is not installed,
# and to those on which rustix or our own system calls need an unstable feature.
ifneq ($(TARGET),)
CORE = $(if $(filter mips% powerpc% s390x%,$(TARGET)),,$(shell \
    ls "$$($(RUSTC) --print target-libdir --target $(TARGET) 2>/dev/null)" 2>/dev/null | grep '^libcore-.*rlib'))
endif
AUTOMATIC := $(if $(SMALL),,$(if $(TARGET),yes))
ifeq ($(SMALL),)
override SMALL := $(if $(AUTOMATIC),$(if $(CORE),no,yes),no)
endif

# The applets of a program are its features.
APPLETS = ifconfig ifenslave nameif
ALL_APPLETS = ifconfig ifenslave nameif
BOOT = yes
BOOT_FEATURE = $(if $(filter yes,$(BOOT)),$(if $(filter ifenslave,$(APPLETS)),boot))
NAME = ifenslave
UNIT = --bin $(NAME)
FEATURES = $(if $(filter yes,$(BOOT)),,--no-default-features)
PART = $(if $(filter yes,$(BOOT)),,no-boot)
kit where-kit install-kit: NAME = ifkit
kit where-kit install-kit: FEATURES = $(if $(PART),--no-default-features --features "ifkit $(APPLETS) $(BOOT_FEATURE)",\
    --features "ifkit ifconfig nameif")
kit where-kit install-kit staticlib where-staticlib install-staticlib: PART = $(subst $(SPACE),-,$(strip \
    $(if $(filter-out $(APPLETS),$(ALL_APPLETS)),$(sort $(APPLETS))) $(if $(filter yes,$(BOOT)),,no-boot)))
SPACE = $(subst x,,x x)

# Each variant has its own folder, so that `make install BOOT=no` cannot install another one. The plain build with all
# features is in cargo's own folder.
FOLDER = target
PLACE_yes = $(FOLDER)/small$(PART:%=/%)$(TARGET:%=/%)
PLACE_no = $(FOLDER)$(PART:%=/%)$(TARGET:%=/%)/release
PROGRAM = $(PLACE_$(SMALL))/$(NAME)

.PHONY: build kit netdevice bonding compiler where where-kit where-netdevice where-bonding targets all staticlib where-staticlib \
    install-staticlib demo recording test test-all fuzz miri interpreter bench size explained dist deb install install-kit clean

# The examples, with which the lab tries each request of the library.
netdevice where-netdevice: NAME = netdevice
bonding where-bonding: NAME = bonding
netdevice where-netdevice bonding where-bonding: FEATURES = --features example
netdevice where-netdevice bonding where-bonding: PART =

build kit netdevice bonding: compiler
	@$(BUILD_$(SMALL))
	@echo "$(PROGRAM): $$(wc -c <$(PROGRAM)) bytes"

where where-kit where-netdevice where-bonding:
	@echo $(CURDIR)/$(PROGRAM)

# The plain build is cargo's own: stable, without flags. build.rs has the arguments for the linker.
# (CARGO_BUILD_TARGET would change the program's path; use TARGET=.)
unexport CARGO_BUILD_TARGET
BUILD_no = $(CARGO) build --release --locked $(UNIT) $(FEATURES) $(CROSS) --target-dir $(FOLDER)$(PART:%=/%) || \
    { command -v cc >/dev/null || echo "the compiler links with cc: install a C compiler" >&2; exit 1; }
# For another architecture, cc is the wrong linker. rustup's compiler includes one for all architectures.
LINKER = $(if $(TARGET),$(if $(filter $(ARCH),$(firstword $(subst -, ,$(HOST)))),,$(wildcard $(RUST_LLD))))
LINKER_VARIABLE = CARGO_TARGET_$(shell echo $(TARGET) | tr a-z- A-Z_)_LINKER
CROSS = $(if $(TARGET),--target $(TARGET) $(if $($(LINKER_VARIABLE)),,$(LINKER:%=--config 'target.$(TARGET).linker="%"')))
# (These run rustc at their first use, so installation does not run it.)
HOST = $(eval HOST := $(shell $(RUSTC) -vV 2>/dev/null | sed -n 's/^host: //p'))$(HOST)
SYSROOT = $(eval SYSROOT := $(shell $(RUSTC) --print sysroot))$(SYSROOT)
RUST_LLD = $(SYSROOT)/lib/rustlib/$(HOST)/bin/rust-lld

# Report a missing compiler in one line, before cargo reports other errors.
RUST_VERSION = $(shell sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
compiler:
	@rust=$$($(RUSTC) -V 2>/dev/null | sed -n 's/^rustc \([0-9.]*\).*/\1/p'); \
	    cargo=$$($(CARGO) -V 2>/dev/null | sed -n 's/^cargo \([0-9.]*\).*/\1/p'); \
	    { [ "$$rust" ] && [ "$$cargo" ] && printf '%s\n' $(RUST_VERSION) $$rust | sort -CV; } || \
	    { echo "Rust $(RUST_VERSION) or later is needed (found: rustc $${rust:-none}, cargo $${cargo:-none});" \
	        "install it from https://rustup.rs, or as packages rustc and cargo of your distribution" \
	        "(on Debian 12 and 13: rustc-web and cargo-web)" >&2; exit 1; }

# The small build, for flash images: it compiles core, too, and disables compiler passes that trade size for speed.
# docs/size.md lists the bytes that each step saves. Compiling core needs an unstable option of cargo, which
# RUSTC_BOOTSTRAP allows on a stable compiler.
TRIPLE = $(or $(TARGET),$(subst -gnu,-musl,$(HOST)))
ARCH = $(firstword $(subst -, ,$(TRIPLE)))
SMALL_FOLDER = $(FOLDER)/small
BUILT = $(SMALL_FOLDER)/$(TRIPLE)/release
CARGO_SMALL = tools=$$(tests/small-toolchain) && eval "$$tools" && LLD=$$LLD RUSTC_BOOTSTRAP=1 RUSTFLAGS="$(FLAGS)" $$CARGO
OPTIONS_SMALL = -Zbuild-std=core --release --locked $(UNIT) $(FEATURES) --target $(TRIPLE) --target-dir $(SMALL_FOLDER)
# The map lists the symbols of the program. lld omits the section headers but keeps their space, 132 zero bytes. (Two
# builds at the same time do not share the temporary file.)
BUILD_yes = mkdir -p $(PLACE_yes) && \
    $(CARGO_SMALL) rustc $(OPTIONS_SMALL) -- -Clink-arg=-Map=$(PROGRAM).map && \
    new=$$(mktemp $(PROGRAM).XXXXXX) && $$OBJCOPY --strip-sections $(BUILT)/$(NAME) $$new && chmod 755 $$new && \
    mv $$new $(PROGRAM)

# lld links for all architectures. The program is position-independent (see build.rs) where this costs little: nothing
# on aarch64, riscv64gc and s390x, 48 bytes on armv7, 63 on x86_64; but 1,200 on i686, which has no addresses relative to
# the instruction.
FLAGS = -Clinker=$$LLD -Clinker-flavor=ld.lld $(MODEL) $(if $(findstring musl,$(TRIPLE)),-Clink-self-contained=no) $(CODE)
# (With relro, calls of memcpy may go through a table of addresses, which nothing here would relocate.)
MODEL = -Crelocation-model=$(if $(filter x86_64 aarch64 riscv64gc armv7 s390x,$(ARCH)),pie,static) -Crelro-level=off

# Even at opt-level z, the compiler spends size on speed. Each of these options saves bytes by itself, raw and with xz, on
# x86_64 and armv7 (docs/size.md): 959 and 380, 680 and 288, 353 and 104, 73 and 20, 43 and 36; the last one, only on
# x86, 52.
LLVM = inline-threshold=50 disable-machine-licm apply-ext-tsp-for-size licm-mssa-optimization-cap=0 \
    disable-licm-promotion $(if $(filter x86_64 i686,$(ARCH)),enable-pre=0) $(LLVM_$(ARCH))
CODE = $(addprefix -Cllvm-args=-,$(LLVM)) $(FLAGS_$(ARCH))

# Options of single architectures. On aarch64, functions share prologues and epilogues, and all data is near: 650 bytes;
# an instruction order that saves registers: 124. Thumb instructions are a third shorter, and all ARMv7 processors
# have them. On RISC-V, the linker shortens calls, and Linux guarantees unaligned access: 2,600 bytes. On powerpc64le
# and s390x, rustix makes its own system calls only with this cfg.
LLVM_aarch64 = homogeneous-prolog-epilog misched=ilpmin
FLAGS_aarch64 = -Ccode-model=tiny
FLAGS_armv7 = -Ctarget-feature=+thumb-mode
FLAGS_riscv64gc = -Ctarget-feature=+relax,+unaligned-scalar-mem
FLAGS_powerpc64le = --cfg=rustix_use_experimental_asm
FLAGS_s390x = --cfg=rustix_use_experimental_asm

# The static library, for a program at any address and of any size. rustc's archive has a panic handler, which would
# collide with that of another Rust library, and all of compiler_builtins. So the parts that the applets use become
# one object, which exports only their functions. (Nothing unwinds; and objects of compiler_builtins contain bitcode
# for one version of LLVM.)
LIBRARY = $(PLACE_$(SMALL))/libifenslave.a
staticlib where-staticlib install-staticlib: NAME = libifenslave.a
staticlib where-staticlib install-staticlib: UNIT = --package ifenslave-staticlib
staticlib where-staticlib install-staticlib: FEATURES = $(if $(PART),--no-default-features --features \
    "$(APPLETS) $(BOOT_FEATURE)")
staticlib: MODEL = -Crelocation-model=pic
staticlib: FLAGS_aarch64 =
ONE_OBJECT = -r --gc-sections $(APPLETS:%=-u %_main) -o $(LIBRARY).o
HIDE = --strip-unneeded $(APPLETS:%=--keep-global-symbol=%_main) \
    --wildcard -R .llvmbc -R .llvmcmd -R .comment -R .eh_frame -R '.ARM.ex*' -R '.rel.ARM.ex*' $(LIBRARY).o
LIBRARY_yes = mkdir -p $(PLACE_yes) && $(CARGO_SMALL) build $(OPTIONS_SMALL) && \
    $$LLD -flavor gnu $(ONE_OBJECT) $(BUILT)/libifenslave_staticlib.a && $$OBJCOPY $(HIDE)
# Use the tools of the C toolchain, or, for another architecture, those of the Rust compiler.
LIBRARY_LD = $(if $(filter default,$(origin LD)),$(if $(LINKER),$(LINKER) -flavor gnu,ld),$(LD))
LIBRARY_OBJCOPY = $(or $(OBJCOPY),$(if $(LINKER),LD_LIBRARY_PATH=$(SYSROOT)/lib $(dir $(LINKER))rust-objcopy,objcopy))
LIBRARY_no = { $(BUILD_no); } && \
    $(LIBRARY_LD) $(ONE_OBJECT) $(PLACE_no)/libifenslave_staticlib.a && $(LIBRARY_OBJCOPY) $(HIDE)
staticlib: compiler
	@$(LIBRARY_$(SMALL))
	@rm -f $(LIBRARY)
	@$(AR) Drcs $(LIBRARY) $(LIBRARY).o
	@echo "$(LIBRARY): $$(wc -c <$(LIBRARY)) bytes"

where-staticlib:
	@echo $(CURDIR)/$(LIBRARY)

# Installation copies existing files and builds nothing: root may have no compiler in its PATH. (Without a compiler,
# make cannot decide between the plain and the small build of a target, and takes the one that exists.)
PRESENT = $(if $(AUTOMATIC),$(firstword $(wildcard $(PROGRAM) $(PLACE_no)/$(NAME) $(PLACE_yes)/$(NAME)) $(PROGRAM)),$(PROGRAM))
GIVEN = $(foreach variable,SMALL TARGET APPLETS BOOT FOLDER,$(if $(filter command,$(firstword $(origin $(variable)))), \
    $(variable)=$(if $(word 2,$($(variable))),"$($(variable))",$($(variable)))))
READY = [ -e "$(PRESENT)" ] || { echo '$(PRESENT) is not built yet: first run' \
    'make$(BUILT_BY:%= %)$(if $(strip $(GIVEN)), $(strip $(GIVEN)))' >&2; exit 1; }
install-kit: BUILT_BY = kit
install-staticlib: BUILT_BY = staticlib
install-staticlib:
	@$(READY)
	install -D -m 644 $(PRESENT) "$(DESTDIR)$(PREFIX)/lib/libifenslave.a"
	install -D -m 644 staticlib/ifenslave.h "$(DESTDIR)$(PREFIX)/include/ifenslave.h"

targets:
	@printf '%s\n' $(TARGETS)

all:
	@for target in $(TARGETS); do $(MAKE) --no-print-directory SMALL=yes TARGET=$$target >&2 || exit; done

# The tests and the demo install the packages that they need, if they can; building installs nothing.
.PHONY: cc released
cc:
	@tests/need cc:gcc

demo: cc build
	@IFENSLAVE="$(PROGRAM)" tests/lab/demo

# The terminal recording in the README.
recording: cc build
	@IFENSLAVE="$(PROGRAM)" tests/lab/record

# The tests call make for other targets: do not pass the variables of this make on.
unexport TARGET SMALL SECONDS FUZZ
test: cc build
	@IFENSLAVE="$(CURDIR)/$(PROGRAM)" tests/all

# The rest of the machines are all in the lab. (The kernel for x86_64 runs the i686 program, and that for armv7 the
# armv5te program. Debian 12 is the last release with a kernel for mipsel; of the one for mips it has the sources. The
# machine `hosted` runs BusyBox with the static library.)
MACHINES = 6.12 5.10 6.1 7 $(addprefix 6.12/,hosted i386 arm64 armhf armel riscv64 ppc64el) \
    $(addprefix 6.1/,mipsel mips s390x)
test-all:
	LONG=yes KERNELS="$(MACHINES)" $(MAKE) test
	SUITE=bookworm cargo test --test early_boot --test nbd_root

# Tests that compile core from source, that need a Debian of their own, or that boot several times.
.PHONY: test-builds
test-all: test-builds
test-builds:
	LONG=yes cargo test --test build --test release --test packages --test targets --test early_boot -- --ignored

# Miri makes no system calls. It skips the executable (tests/binary.rs, stack.rs and targets.rs, the lab, and marked
# tests in command_line.rs), tests that would take minutes each (marked, too), and very long command lines (here). It
# tries properties on few cases.
MIRI_TESTS = --lib --test enslave_release --test command_line --test show --test fault_injection --test concurrency --test netdevice
MIRIFLAGS = -Zmiri-env-set=PROPTEST_CASES=2 \
    -Zmiri-env-set=PROPTEST_DISABLE_FAILURE_PERSISTENCE=1
miri: interpreter
	@MIRIFLAGS="$(MIRIFLAGS)" cargo +nightly miri test $(MIRI_TESTS) -- --skip limits::

# Miri is part of rustup's nightly toolchain; it compiles its own standard library.
ADD_MIRI = timeout 120 rustup component add --toolchain nightly miri rust-src || \
    timeout 300 rustup toolchain install nightly --profile minimal --component miri,rust-src
interpreter:
	@tests/need cc:gcc
	@mkdir -p target
	@{ timeout 300 cargo +nightly miri setup || { $(ADD_MIRI); } && timeout 300 cargo +nightly miri setup; } \
	    >target/miri.log 2>&1 || { tail -n 3 target/miri.log; \
	    echo "no Miri here; try: rustup toolchain install nightly --component miri,rust-src"; exit 1; } >&2

# libFuzzer is C++, and needs a nightly compiler. New input for the corpus and crashes go to target/fuzz. To extend the
# corpus in the repository, run cargo fuzz cmin, and choose.
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

bench: cc build
	@IFENSLAVE="$(PROGRAM)" tests/lab/bench

# To attribute bytes to modules, build the small program again with line numbers: each byte of code then has its source
# line, even if inlined. The code is identical: flags, unlike the profile, do not affect the names by which functions
# are ordered.
explained: SMALL_FOLDER = $(FOLDER)/explained
explained: FLAGS += -Cdebuginfo=line-tables-only -Cstrip=none -Clinker=$(CURDIR)/tests/size/linker
explained: compiler
	@$(CARGO_SMALL) rustc $(OPTIONS_SMALL) -- -Clink-arg=-Map=$(EXPLAINED).map
EXPLAINED = $(FOLDER)/explained/$(TRIPLE)/release/ifenslave

# Tables: both builds for this machine, all targets, and bytes by module.
size: explained all
	@for build in SMALL=no SMALL=yes; do \
	    for program in build "build BOOT=no" kit; do $(MAKE) --no-print-directory $$program $$build || exit; done; \
	done >&2
	@tests/size/tables $(EXPLAINED) $(TARGETS)

# Releases contain the small programs, within their budgets to the byte. The budgets are for one version of the compiler;
# another one takes some bytes more or less.
BUDGET = tests/budget
BUDGET_RUST = $(shell sed -n 's/^rustc //p' $(BUDGET))
ANY_RUST = no
released:
	@found=$$($(RUSTC) -V | cut -d ' ' -f 2); \
	    [ "$(ANY_RUST)" = yes ] || [ "$$found" = $(BUDGET_RUST) ] || \
	    { echo "releases are built with Rust $(BUDGET_RUST), whose sizes are in $(BUDGET), and this is $$found;" \
	        "use that (rustup toolchain install $(BUDGET_RUST)), or add ANY_RUST=yes" >&2; exit 1; }

# The same sources give the same files (packaging/dist). Their time is that of the last commit, or SOURCE_DATE_EPOCH.
RELEASE = ifenslave-$(shell sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml)
DATE = $${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct)}
dist: released all
	@for target in $(TARGETS); do \
	    program=$$($(MAKE) -s where SMALL=yes TARGET=$$target) && size=$$(wc -c <"$$program") && \
	    budget=$$(sed -n "s/^$$target //p" $(BUDGET)) || exit; \
	    [ $(ANY_RUST) = yes ] || [ $$size -le $${budget:-0} ] || \
	    { echo "$$target: $$size bytes are more than the $${budget:-0} of $(BUDGET)" >&2; exit 1; }; \
	    for goal in kit staticlib; do \
	        $(MAKE) --no-print-directory $$goal SMALL=yes TARGET=$$target >&2 || exit; \
	    done; \
	done
	@date=$(DATE) && [ "$$date" ] || { echo "no date: set SOURCE_DATE_EPOCH=" >&2; exit 1; } && \
	    SOURCE_DATE_EPOCH=$$date packaging/dist target/dist $(RELEASE) $(TARGETS)

# Debian packages of the small programs, for the architectures of packaging/debian/architectures.
deb: released
	@packaging/deb target/deb $(TARGETS)

install-kit:
	@$(READY)
	install -D -m 755 $(PRESENT) "$(DESTDIR)$(PREFIX)/sbin/ifkit"
	install -D -m 644 man/ifkit.8 "$(DESTDIR)$(PREFIX)/share/man/man8/ifkit.8"
	$(if $(filter ifenslave,$(APPLETS)),$(COMPLETION))
	for applet in $(APPLETS); do \
	    ln -sf ifkit "$(DESTDIR)$(PREFIX)/sbin/$$applet" && \
	    install -D -m 644 man/$$applet.8 "$(DESTDIR)$(PREFIX)/share/man/man8/$$applet.8" || exit; \
	done

install:
	@$(READY)
	install -D -m 755 $(PRESENT) "$(DESTDIR)$(PREFIX)/sbin/ifenslave"
	install -D -m 644 man/ifenslave.8 "$(DESTDIR)$(PREFIX)/share/man/man8/ifenslave.8"
	$(COMPLETION)

# bash-completion looks for a file with the name of the command.
COMPLETION = install -D -m 644 contrib/completion/ifenslave.bash \
    "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/ifenslave"

# Hooks for early boot. Each tool reads one fixed folder, independent of PREFIX.
HOOKS_initramfs-tools = /usr/share/initramfs-tools
HOOKS_dracut = /usr/lib/dracut/modules.d
HOOKS_mkinitcpio = /usr/lib/initcpio
HOOKS = install-initramfs-tools install-dracut install-mkinitcpio
.PHONY: $(HOOKS)
$(HOOKS): install-%: install
	cd contrib/$* && find -- * -type f -exec install -D -m 755 {} "$(DESTDIR)$(HOOKS_$*)/{}" \;

clean:
	cargo clean
