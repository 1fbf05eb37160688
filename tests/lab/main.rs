// SPDX-License-Identifier: MIT OR Apache-2.0
//! The lab: scenarios on real kernels.
//!
//! For each machine a guest boots under QEMU and runs all scenarios of `tests/lab/scenarios`, each
//! a short shell script, in networks of their own. A scenario is one trial, `6.1/attach-down-slave`
//! or, where the machine is no amd64, `6.1/armhf/attach-down-slave`; `cargo test --test lab -- attach`
//! runs those that have `attach` in their name.
//!
//! The leading comment of a scenario may have lines that say where it is run:
//! - `# classic: same`: with BusyBox's ifenslave too, and it must hold there; with
//!   `# classic: fails TEXT` it must fail there, for the reason TEXT. (On amd64.)
//! - `# native: yes`: on this machine's own kernel, in namespaces, without an emulator:
//!   `native/show-loopback`. It needs no bond, and so the first machine leaves it out where that is of
//!   this machine's own architecture; the others run it, and with `LONG=yes` all.
//! - `# arch: amd64 i386`: only on these architectures.
//! - `# hosted: no`: not on `hosted` machines, where the program under test is BusyBox with the static
//!   library instead of its own applets.
//! - `# long: yes`: it runs the program so often that the first machine alone does it, unless
//!   `LONG=yes`.
//!
//! The guests of a machine, half as many again as there are processors, ask for one scenario after the other on their
//! consoles (`lab: next`), and report each one's end (`lab: end`), which is printed at once.
//!
//! Environment:
//! - `KERNELS`: the machines: kernels, of 5.10, 6.1, 6.12 and 7, for amd64 or else for an architecture
//!   of `tests/lab/arch`, or `hosted` (default: `6.12`);
//! - `KERNEL`, `MODULES`: a kernel of your own instead, and the folder of its modules;
//! - `LONG`: `yes` to run all scenarios on all of them, `no` to run the long ones on none;
//! - `BOOTS`: how many guests run at a time;
//! - `IFENSLAVE`, `IFENSLAVE_armhf`, ...: the program under test (default: what `make` builds), for
//!   amd64 and for other architectures;
//! - `IFKIT`, `IFKIT_armhf`, ...: the same for the toolkit (default: what `make kit` builds), whose
//!   `ifconfig` and `nameif` are under test.

use std::collections::{HashMap, VecDeque};
use std::env;
use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, ExitCode, Stdio};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::Instant;

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// How a job ended: well, or with this to show.
type Outcome = std::result::Result<(), String>;

/// The machine where none is asked for.
const QUICK: &str = "6.12";
/// The most jobs per boot: the next ones have another boot.
const PER_BOOT: usize = 100;
/// The longest that a boot may take, in seconds.
const BOOT_SECONDS: &str = "1800";
/// What stands in a kernel's place for that which we run on, in namespaces.
const NATIVE: &str = "native";
/// The architecture of a kernel without one, and the only one that has a classic.
const AMD64: &str = "amd64";
/// In an architecture's place: amd64, and the program is BusyBox with the static library in it.
const HOSTED: &str = "hosted";
/// What `boot` exits with when the guest's kernel died of a double fault.
const DOUBLE_FAULT: i32 = 4;
/// Why jobs are left out.
const ELSEWHERE: &str = "for other machines (# arch:, # hosted:)";
const LONG: &str = "long (# long: yes); LONG=yes has them";
const NATIVELY: &str = "run on this machine's own kernel (# native: yes); LONG=yes has them";

/// What jobs are run on.
#[derive(Clone)]
struct Machine {
    /// As it is called in `KERNELS` and in the names of trials: `6.1/armhf`.
    name: String,
    kernel: String,
    arch: String,
    /// Whether it runs the long scenarios, too.
    patient: bool,
    /// Whether the native machine's scenarios are left to that.
    spared: bool,
}

impl Machine {
    fn new(name: &str, patient: bool, spared: bool) -> Self {
        let (kernel, arch) = name.split_once('/').unwrap_or((name, AMD64));
        let spared = spared && arch == AMD64;
        Self { name: name.into(), kernel: kernel.into(), arch: arch.into(), patient, spared }
    }

    fn is_native(&self) -> bool {
        self.kernel == NATIVE
    }

    /// Whether a job is for this machine.
    fn has(&self, job: &Job) -> bool {
        (job.native || !self.is_native()) && (job.expect == Expect::Ours || self.arch == AMD64)
    }

    /// Why a job that is for this machine is left out, if it is.
    fn leaves_out(&self, job: &Job) -> Option<&'static str> {
        let hosted = self.arch == HOSTED;
        let arch = if hosted { AMD64 } else { &self.arch };
        let has = |archs: &Vec<String>| archs.iter().any(|one| one == arch);
        if hosted && !job.hosted || !job.archs.as_ref().is_none_or(has) {
            Some(ELSEWHERE)
        } else if job.long && !self.patient {
            Some(LONG)
        } else if job.native && self.spared {
            Some(NATIVELY)
        } else {
            None
        }
    }

    fn trial(&self, job: &Job) -> String {
        format!("{}/{}", self.name, job.name())
    }
}

/// What a scenario is run for.
#[derive(Clone, PartialEq)]
enum Expect {
    /// It holds with our program.
    Ours,
    /// It holds with BusyBox as well.
    ClassicSame,
    /// It fails with BusyBox, and its output contains this.
    ClassicFails(String),
}

/// A scenario to run with one of the programs.
#[derive(Clone)]
struct Job {
    scenario: String,
    expect: Expect,
    /// Whether it is run on our own kernel, too.
    native: bool,
    /// The architectures that it is for; if not all.
    archs: Option<Vec<String>>,
    hosted: bool,
    long: bool,
    /// Whether it has been tried once already.
    again: bool,
}

impl Job {
    /// The name of the trial, after the machine's.
    fn name(&self) -> String {
        match self.expect {
            Expect::Ours => self.scenario.clone(),
            Expect::ClassicSame => format!("classic-same/{}", self.scenario),
            Expect::ClassicFails(_) => format!("classic-fails/{}", self.scenario),
        }
    }

    /// Its line in the guest's list, and its name in the guest's output.
    fn key(&self) -> String {
        let program = if self.expect == Expect::Ours { "ours" } else { "classic" };
        format!("{program} {}", self.scenario)
    }

    /// What the guest's end of the scenario means for the trial.
    fn judge(&self, ok: bool, output: &str) -> Outcome {
        match &self.expect {
            Expect::Ours | Expect::ClassicSame if ok => Ok(()),
            Expect::Ours | Expect::ClassicSame => Err(output.into()),
            Expect::ClassicFails(_) if ok => {
                Err(format!("{output}the scenario holds with the classic too: it shows nothing"))
            }
            Expect::ClassicFails(reason) if output.contains(reason.as_str()) => Ok(()),
            Expect::ClassicFails(reason) => {
                Err(format!("{output}it failed with the classic, but not with: {reason}"))
            }
        }
    }
}

/// The project's folder.
fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The jobs that the scenarios' files ask for.
fn jobs() -> Result<Vec<Job>> {
    let mut jobs = Vec::new();
    for entry in fs::read_dir(project().join("tests/lab/scenarios"))? {
        let path = entry?.path();
        if path.extension().is_none_or(|e| e != "sh") {
            continue;
        }
        let scenario = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let mut expects = vec![Expect::Ours];
        let (mut native, mut archs, mut hosted, mut long) = (false, None, true, false);
        for line in fs::read_to_string(&path)?.lines().take_while(|line| line.starts_with('#')) {
            native |= line == "# native: yes";
            hosted &= line != "# hosted: no";
            long |= line == "# long: yes";
            if let Some(list) = line.strip_prefix("# arch: ") {
                archs = Some(list.split_whitespace().map(Into::into).collect());
            }
            let Some(asked) = line.strip_prefix("# classic: ") else {
                continue;
            };
            expects.push(match (asked, asked.strip_prefix("fails ")) {
                ("same", _) => Expect::ClassicSame,
                (_, Some(reason)) => Expect::ClassicFails(reason.to_owned()),
                _ => return Err(format!("{}: {line}?", path.display()).into()),
            });
        }
        jobs.extend(expects.into_iter().map(|expect| Job {
            scenario: scenario.clone(),
            expect,
            native,
            archs: archs.clone(),
            hosted,
            long,
            again: false,
        }));
    }
    // The long ones first: then all guests end at about the same time.
    jobs.sort_by_key(|job| (!job.long, job.name()));
    Ok(jobs)
}

/// What a command prints, without the newline; its stderr is ours.
fn output_of(command: &mut Command) -> Result<String> {
    let output = command.stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err(format!("{} failed", command.get_program().display()).into());
    }
    Ok(String::from_utf8(output.stdout)?.trim_end().to_owned())
}

/// A program under test, for an architecture: what this variable of the environment says, or else what
/// make builds.
fn program(variable: &str, goal: &str, whereabouts: &str, arch: &str) -> Result<PathBuf> {
    let of_arch = if arch == AMD64 { String::new() } else { format!("_{arch}") };
    let variable = format!("{variable}{of_arch}");
    if let Some(path) = env::var_os(&variable) {
        return Ok(
            fs::canonicalize(&path).map_err(|e| format!("{variable}={}: {e}", path.display()))?
        );
    }
    if arch == HOSTED {
        return Ok(output_of(&mut Command::new(project().join("tests/classic/hosted")))?.into());
    }
    built(goal, whereabouts, arch)
}

/// What make builds with a goal for an architecture, and finds with another.
fn built(goal: &str, whereabouts: &str, arch: &str) -> Result<PathBuf> {
    // What is for amd64 is for the host's own target, by whatever name.
    let target = if arch == AMD64 { String::new() } else { about(arch, "target")? };
    // Not the make that may have started us: its options are not for this one.
    let make = || {
        let mut make = Command::new("make");
        make.current_dir(project()).env_remove("MAKEFLAGS").env_remove("MAKELEVEL");
        make.arg(format!("TARGET={target}"));
        make
    };
    if !make().arg(goal).stdout(Stdio::null()).status()?.success() {
        return Err(format!("make {goal} TARGET={target} failed").into());
    }
    Ok(output_of(make().args(["-s", whereabouts]))?.into())
}

/// What `tests/lab/arch` says about an architecture.
fn about(arch: &str, what: &str) -> Result<String> {
    let mut bash = Command::new("bash");
    bash.current_dir(project()).env("arch", arch);
    output_of(bash.args(["-euc", &format!(". tests/lab/arch; echo ${what}")]))
}

/// The files that every guest of an architecture gets: the programs and the scenarios.
fn guest_files(arch: &str, folder: &Path) -> Result<()> {
    let lab = folder.join("lab");
    let tests = project().join("tests");
    fs::create_dir_all(lab.join("ours"))?;
    fs::create_dir_all(lab.join("scenarios"))?;
    fs::create_dir_all(folder.join("bin"))?;
    fs::copy(program("IFENSLAVE", "build", "where", arch)?, lab.join("ours/ifenslave"))?;
    fs::copy(program("IFKIT", "kit", "where-kit", arch)?, lab.join("ours/ifkit"))?;
    for applet in ["ifconfig", "nameif"] {
        symlink("ifkit", lab.join("ours").join(applet))?;
    }
    for example in ["netdevice", "bonding"] {
        let built = built(example, &format!("where-{example}"), arch)?;
        fs::copy(built, folder.join("bin").join(example))?;
    }
    if [AMD64, HOSTED].contains(&arch) {
        let classic = output_of(&mut Command::new(tests.join("classic/build")))?;
        fs::create_dir_all(lab.join("classic"))?;
        fs::copy(classic, lab.join("classic/ifenslave"))?;
    }
    if about(arch, "packages")? == AMD64 {
        let helpers = output_of(&mut Command::new(tests.join("lab/helpers")))?;
        // A program of 32 bits has other system calls than `fault` knows: strace has them.
        let fault = if [AMD64, HOSTED].contains(&arch) { Some("fault") } else { None };
        for helper in ["tun-of-type"].into_iter().chain(fault) {
            fs::copy(Path::new(&helpers).join(helper), folder.join("bin").join(helper))?;
        }
    }
    // The words that scenarios are written in, as one file.
    let mut words: Vec<PathBuf> = fs::read_dir(tests.join("lab/guest/lib"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<_>>()?;
    words.sort();
    let words = words.iter().map(fs::read_to_string).collect::<std::io::Result<Vec<_>>>()?;
    fs::write(lab.join("lib.sh"), words.concat())?;
    for entry in fs::read_dir(tests.join("lab/scenarios"))? {
        let entry = entry?;
        fs::copy(entry.path(), lab.join("scenarios").join(entry.file_name()))?;
    }
    Ok(())
}

/// A machine with its work.
struct Station<'a> {
    machine: &'a Machine,
    /// The jobs that are still to be run.
    queue: Mutex<VecDeque<Job>>,
    /// Once it is known: the folder of its kernel (of no meaning for the native machine), or why there is none.
    kernel: OnceLock<std::result::Result<PathBuf, String>>,
}

/// What all threads share.
struct Lab<'a> {
    stations: Vec<Station<'a>>,
    /// The folder with one for each architecture.
    files: PathBuf,
    report: Mutex<Report>,
}

/// What has been printed.
struct Report {
    total: usize,
    passed: usize,
    failed: Vec<String>,
}

impl Report {
    fn trial(&mut self, name: &str, outcome: Outcome, took: &str) {
        let word = if outcome.is_ok() { "ok" } else { "FAILED" };
        let count = self.passed + self.failed.len() + 1;
        println!("test {name} ... {word}{took} [{count}/{}]", self.total);
        match outcome {
            Ok(()) => self.passed += 1,
            Err(output) => {
                println!("---- {name} ----\n{}\n", output.trim_end());
                self.failed.push(name.into());
            }
        }
    }
}

impl Lab<'_> {
    /// Prepares each machine in its turn, while those that are ready already run.
    fn prepare(&self) {
        let mut prepared = HashMap::new();
        for Station { machine, queue, kernel } in &self.stations {
            if lock(queue).is_empty() {
                continue;
            }
            let arch = &machine.arch;
            let files = prepared.entry(arch).or_insert_with(|| {
                eprintln!("lab: building the programs and fetching the tools for {arch}");
                guest_files(arch, &self.files.join(arch)).map_err(|e| format!("{e} (see above)"))
            });
            let fetch = || {
                if machine.is_native() {
                    return Ok(PathBuf::new());
                }
                let script = project().join("tests/lab/kernel");
                let path = output_of(Command::new(script).args([&machine.kernel, arch]));
                Ok(path.map_err(|e| format!("{e} (see above)"))?.into())
            };
            kernel.get_or_init(|| files.clone().and_then(|()| fetch()));
        }
    }

    /// Boots machines until nothing is left to do: one of several threads that do so.
    fn work(&self) {
        for station in &self.stations {
            let fail = |job: &Job, why: &str| {
                let why = format!("{}: not run to its end: {why}", station.machine.name);
                lock(&self.report).trial(&station.machine.trial(job), Err(why), "");
            };
            // In functions: what is locked in the head of a loop would stay so in its body.
            let next = || lock(&station.queue).pop_front();
            let is_done = || lock(&station.queue).is_empty();
            let fail_all = |why: &str| {
                while let Some(job) = next() {
                    fail(&job, why);
                }
            };
            while !is_done() {
                let booted = match station.kernel.wait() {
                    Ok(kernel) => self.boot(station, kernel),
                    Err(why) => Err(why.clone().into()),
                };
                match booted {
                    // A faulty instruction of QEMU's (see tests/lab/arch) can make a guest's kernel die of a
                    // double fault. That is tried again; no other failure is.
                    Ok(End { job: Some(mut job), again: true, .. }) => {
                        let name = &station.machine.name;
                        eprintln!(
                            "lab: kernel {name} died of a double fault: booting it once more"
                        );
                        job.again = true;
                        lock(&station.queue).push_front(job);
                    }
                    // It is known which scenario the machine died of: the others can be run.
                    Ok(End { job: Some(job), trouble, .. }) => fail(&job, &trouble),
                    Ok(End { count: 0, trouble, .. }) if !trouble.is_empty() => fail_all(&trouble),
                    Ok(_) => {}
                    Err(error) => fail_all(&error.to_string()),
                }
            }
        }
    }

    /// Boots a machine, and has it run jobs from its queue.
    fn boot(&self, station: &Station, kernel: &Path) -> Result<End> {
        let Station { machine, queue, .. } = station;
        let scripts = project().join("tests/lab");
        let mut command;
        if machine.is_native() {
            command = Command::new(scripts.join("native"));
        } else {
            command = Command::new(scripts.join("boot"));
            command.arg("--kernel").arg(kernel).args([
                "--arch",
                &machine.arch,
                "--quick",
                "--stdin",
            ]);
        }
        command.arg("--add").arg(self.files.join(&machine.arch)).args(["--seconds", BOOT_SECONDS]);
        command.arg("--main").arg(scripts.join("guest/scenarios.sh"));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut guest = command.spawn()?;
        let mut stdin = guest.stdin.take().ok_or("no stdin")?;
        let mut console = BufReader::new(guest.stdout.take().ok_or("no stdout")?);

        let mut end = End { job: None, count: 0, again: false, trouble: String::new() };
        let (mut line, mut output) = (Vec::new(), String::new());
        while console.read_until(b'\n', &mut line)? > 0 {
            let text = String::from_utf8_lossy(&line).replace('\r', "");
            let text = text.strip_suffix('\n').unwrap_or(&text);
            if text == "lab: next" {
                let more = end.count < PER_BOOT;
                end.job = if more { lock(queue).pop_front() } else { None };
                end.count += usize::from(end.job.is_some());
                output.clear();
                // A guest that has died meanwhile cannot read it: its console ends.
                let _ = hand_out(&mut stdin, end.job.as_ref());
            } else if let Some(ended) = text.strip_prefix("lab: end ") {
                let (code, time) = ended.split_once(' ').ok_or("lab: end?")?;
                let (name, job) = match end.job.take() {
                    Some(job) => (machine.trial(&job), job),
                    None => return Err("the end of a scenario that has not begun".into()),
                };
                let outcome = job.judge(code == "0", &output);
                let seconds: f64 = time.parse::<f64>()? / 100.0;
                lock(&self.report).trial(&name, outcome, &format!(" <{seconds:.2}s>"));
                output.clear();
            } else if !text.is_empty() {
                output.push_str(text.strip_prefix("| ").unwrap_or(text));
                output.push('\n');
            }
            line.clear();
        }
        drop(stdin);
        let ended = guest.wait_with_output()?;
        if !ended.status.success() {
            end.trouble = format!("{}{output}", String::from_utf8_lossy(&ended.stderr));
        }
        end.again = ended.status.code() == Some(DOUBLE_FAULT)
            && end.job.as_ref().is_some_and(|job| !job.again);
        Ok(end)
    }
}

/// How a boot ended.
struct End {
    /// What it had begun, and not ended.
    job: Option<Job>,
    /// How many it had begun.
    count: usize,
    /// Whether it died of a fault that is tried again.
    again: bool,
    /// What was the matter with it, if anything was.
    trouble: String,
}

/// Hands a job to a guest; without one, it ends.
fn hand_out(stdin: &mut ChildStdin, job: Option<&Job>) -> std::io::Result<()> {
    writeln!(stdin, "{}", job.map_or("end".into(), Job::key))?;
    stdin.flush()
}

/// Runs all jobs that are wanted, on all machines, some at a time.
fn run(machines: &[Machine], jobs: &[Job], wanted: impl Fn(&Machine, &Job) -> bool) -> Report {
    let stations: Vec<Station> = (machines.iter())
        .map(|machine| {
            let queue = jobs.iter().filter(|job| wanted(machine, job)).cloned().collect();
            Station { machine, queue: Mutex::new(queue), kernel: OnceLock::new() }
        })
        .collect();
    let total = stations.iter().map(|station| lock(&station.queue).len()).sum();
    println!("\nrunning {total} tests");
    let lab = Lab {
        stations,
        files: PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("lab-{}", std::process::id())),
        report: Mutex::new(Report { total, passed: 0, failed: Vec::new() }),
    };
    thread::scope(|scope| {
        scope.spawn(|| lab.prepare());
        // A guest that waits for its kernel (to notice a carrier, to remove an interface) needs no processor.
        let processors = thread::available_parallelism().map_or(1, usize::from);
        let boots = env::var("BOOTS").ok().and_then(|count| count.parse().ok());
        let boots = boots.unwrap_or(processors + processors.div_ceil(2));
        for _ in 0..boots.min(total) {
            scope.spawn(|| lab.work());
        }
    });
    // Files that cannot be removed are in the target folder.
    let _ = fs::remove_dir_all(&lab.files);
    lab.report.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// The words on the command line, those of cargo's own tests that have a meaning here.
#[derive(Default)]
struct Arguments {
    /// Only trials that have one of these in their name, if there are any.
    filters: Vec<String>,
    skip: Vec<String>,
    /// The names are complete.
    exact: bool,
    list: bool,
}

impl Arguments {
    fn read(mut words: impl Iterator<Item = String>) -> Result<Self> {
        let mut read = Self::default();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--exact" => read.exact = true,
                "--list" => read.list = true,
                "--skip" => read.skip.extend(words.next()),
                // Trials run one by one in their guests, and the output of a failed one is shown.
                "--nocapture" | "--no-capture" | "--show-output" | "--quiet" | "-q" => {}
                "--test-threads" | "--color" | "--format" => _ = words.next(),
                _ if word.starts_with('-') => return Err(format!("{word}?").into()),
                _ => read.filters.push(word),
            }
        }
        Ok(read)
    }

    /// Whether a trial is asked for.
    fn matches(&self, name: &str) -> bool {
        let matches = |text: &String| if self.exact { name == *text } else { name.contains(text) };
        (self.filters.is_empty() || self.filters.iter().any(matches))
            && !self.skip.iter().any(matches)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether this machine gives namespaces to test in; if not, it has said why.
fn has_namespaces() -> bool {
    let native = project().join("tests/lab/native");
    Command::new(native).arg("--probe").status().is_ok_and(|status| status.success())
}

fn main() -> Result<ExitCode> {
    let arguments = Arguments::read(env::args().skip(1))?;
    let begin = Instant::now();
    let names: Vec<String> = match (env::var("KERNEL"), env::var("KERNELS")) {
        (Ok(own), _) if !own.is_empty() => vec!["own".into()],
        (_, Ok(list)) if !list.trim().is_empty() => {
            list.split_whitespace().map(Into::into).collect()
        }
        _ => vec![QUICK.into()],
    };
    let long = env::var("LONG").unwrap_or_default();
    let all = long == "yes";
    let native = arguments.list || has_namespaces();
    // What needs no emulator comes first.
    let mut machines = Vec::new();
    if native {
        machines.push(Machine::new(NATIVE, true, false));
    } else {
        eprintln!("lab: what could be run on this machine's own kernel is run under emulation");
    }
    for (n, name) in names.iter().enumerate() {
        let first = n == 0 && long != "no";
        machines.push(Machine::new(name, first || all, first && native && !all));
    }
    let jobs = jobs()?;

    let wanted =
        |machine: &Machine, job: &Job| machine.has(job) && arguments.matches(&machine.trial(job));
    for machine in &machines {
        for reason in [ELSEWHERE, LONG, NATIVELY] {
            let left_out = |job: &&Job| machine.leaves_out(job) == Some(reason);
            let count = jobs.iter().filter(|job| wanted(machine, job)).filter(left_out).count();
            if count > 0 {
                eprintln!("lab: left out on {}: {count} scenarios, {reason}", machine.name);
            }
        }
    }
    let runs = |machine: &Machine, job: &Job| machine.has(job) && machine.leaves_out(job).is_none();
    if arguments.list {
        for machine in &machines {
            for job in jobs.iter().filter(|job| runs(machine, job) && wanted(machine, job)) {
                println!("{}: test", machine.trial(job));
            }
        }
        return Ok(ExitCode::SUCCESS);
    }
    let report = run(&machines, &jobs, |machine, job| runs(machine, job) && wanted(machine, job));
    let ran = |machine: &Machine| jobs.iter().filter(|job| runs(machine, job)).count();
    let filtered = machines.iter().map(ran).sum::<usize>() - report.total;
    if !report.failed.is_empty() {
        println!("\nfailures:\n    {}", report.failed.join("\n    "));
    }
    // As cargo's own tests end.
    println!(
        "\ntest result: {}. {} passed; {} failed; 0 ignored; 0 measured; {filtered} filtered out; finished in {:.2}s\n",
        if report.failed.is_empty() { "ok" } else { "FAILED" },
        report.passed,
        report.failed.len(),
        begin.elapsed().as_secs_f64()
    );
    Ok(ExitCode::from(if report.failed.is_empty() { 0 } else { 101 }))
}
