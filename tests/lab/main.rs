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
//! - `# native: yes`: on this machine's own kernel as well, in namespaces, without an emulator:
//!   `native/show-loopback`.
//! - `# arch: amd64 i386`: only on these architectures.
//! - `# hosted: no`: not on `hosted` machines, where the program under test is BusyBox with the static
//!   library in place of its own applets.
//! - `# long: yes`: it runs the program so often that the first machine alone does it, unless
//!   `LONG=yes`.
//!
//! Environment:
//! - `KERNELS`: the machines: kernels, of 5.10, 6.1, 6.12 and 7, for amd64 or else for an architecture
//!   of `tests/lab/arch`, or `hosted` (default: `6.12 6.12/i386 6.12/arm64 6.12/hosted`);
//! - `KERNEL`, `MODULES`: a kernel of your own instead, and the folder of its modules;
//! - `LONG`: `yes` to run the long scenarios on all of them;
//! - `IFENSLAVE`, `IFENSLAVE_armhf`, ...: the program under test (default: what `make` builds), for
//!   amd64 and for other architectures;
//! - `IFKIT`, `IFKIT_armhf`, ...: likewise the toolkit (default: what `make kit` builds), whose
//!   `ifconfig` and `nameif` are under test.

use std::collections::HashMap;
use std::env;
use std::error::Error;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use libtest_mimic::{Arguments, Trial};

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// How each job ended, by machine and name: well, or with this to show.
type Outcomes = HashMap<(String, String), std::result::Result<(), String>>;

/// The machines where none are asked for.
const QUICK: [&str; 4] = ["6.12", "6.12/i386", "6.12/arm64", "6.12/hosted"];
/// Jobs per boot: the boots of one machine can then run side by side, and none takes very long.
const PER_BOOT: usize = 16;
/// The longest that a boot may take, in seconds.
const BOOT_SECONDS: &str = "900";
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
/// Numbers the boots.
static NUMBER: AtomicUsize = AtomicUsize::new(0);

/// What jobs are run on.
#[derive(Clone)]
struct Machine {
    /// As it is called in `KERNELS` and in the names of trials: `6.1/armhf`.
    name: String,
    kernel: String,
    arch: String,
    /// Whether it runs the long scenarios, too.
    patient: bool,
}

impl Machine {
    fn new(name: &str, patient: bool) -> Self {
        let (kernel, arch) = name.split_once('/').unwrap_or((name, AMD64));
        Self { name: name.into(), kernel: kernel.into(), arch: arch.into(), patient }
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
    /// It holds with the classic as well.
    ClassicSame,
    /// It fails with the classic, and its output contains this.
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
    fn judge(&self, ended: &Ended) -> std::result::Result<(), String> {
        let output = &ended.output;
        match &self.expect {
            Expect::Ours | Expect::ClassicSame if ended.ok => Ok(()),
            Expect::Ours | Expect::ClassicSame => Err(output.clone()),
            Expect::ClassicFails(_) if ended.ok => {
                Err(format!("{output}the scenario holds with the classic too: it shows nothing"))
            }
            Expect::ClassicFails(reason) if output.contains(reason.as_str()) => Ok(()),
            Expect::ClassicFails(reason) => {
                Err(format!("{output}it failed with the classic, but not with: {reason}"))
            }
        }
    }
}

/// How a scenario ended in the guest.
struct Ended {
    ok: bool,
    output: String,
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
        }));
    }
    jobs.sort_by_key(Job::name);
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
    fs::copy(built("netdevice", "where-netdevice", arch)?, folder.join("bin/netdevice"))?;
    if [AMD64, HOSTED].contains(&arch) {
        let classic = output_of(&mut Command::new(tests.join("classic/build")))?;
        fs::create_dir_all(lab.join("classic"))?;
        fs::copy(classic, lab.join("classic/ifenslave"))?;
    }
    if about(arch, "packages")? == AMD64 {
        let helpers = output_of(&mut Command::new(tests.join("lab/helpers")))?;
        fs::copy(Path::new(&helpers).join("tun-of-type"), folder.join("bin/tun-of-type"))?;
    }
    fs::copy(tests.join("lab/guest/lib.sh"), lab.join("lib.sh"))?;
    for entry in fs::read_dir(tests.join("lab/scenarios"))? {
        let entry = entry?;
        fs::copy(entry.path(), lab.join("scenarios").join(entry.file_name()))?;
    }
    Ok(())
}

/// Runs some jobs in one boot of a machine. Each job that came to its end has an entry in the
/// answer; the text says what was the matter with the boot, if anything was.
fn boot(machine: &Machine, files: &Path, jobs: &[Job]) -> Result<(HashMap<String, Ended>, String)> {
    let lab = project().join("tests/lab");
    let keys: Vec<String> = jobs.iter().map(|job| job.key() + "\n").collect();
    let list = files.with_extension(NUMBER.fetch_add(1, Ordering::Relaxed).to_string());
    fs::create_dir_all(list.join("lab"))?;
    fs::write(list.join("lab/jobs"), keys.concat())?;

    let mut command;
    if machine.is_native() {
        command = Command::new(lab.join("native"));
    } else {
        command = Command::new(lab.join("boot"));
        let (kernel, arch) = (&machine.kernel, &machine.arch);
        let folder = output_of(Command::new(lab.join("kernel")).args([kernel, arch]))?;
        command.arg("--kernel").arg(folder).args(["--arch", arch]);
    }
    command.arg("--add").arg(files).arg("--add").arg(&list);
    command.arg("--main").arg(lab.join("guest/scenarios.sh")).args(["--seconds", BOOT_SECONDS]);
    let mut output = command.output()?;
    // A faulty instruction of QEMU's (see tests/lab/arch) can make a guest's kernel die of a double
    // fault. That is tried once more; no other failure is.
    if output.status.code() == Some(DOUBLE_FAULT) {
        eprintln!("lab: kernel {} died of a double fault: booting it once more", machine.name);
        output = command.output()?;
    }
    fs::remove_dir_all(&list)?;

    let console = String::from_utf8_lossy(&output.stdout).replace('\r', "");
    let (ended, rest) = read_console(&console);
    let trouble = match output.status.code() {
        Some(0) => String::new(),
        _ => format!("{}{rest}", String::from_utf8_lossy(&output.stderr)),
    };
    Ok((ended, trouble))
}

/// Sorts a guest's console into what belongs to each job that ended, by its key, and the rest.
fn read_console(console: &str) -> (HashMap<String, Ended>, String) {
    let mut ended = HashMap::new();
    let mut output = String::new();
    for line in console.lines() {
        if line.starts_with("lab: begin ") {
            output.clear();
        } else if let Some((key, code)) =
            line.strip_prefix("lab: end ").and_then(|end| end.rsplit_once(' '))
        {
            let ok = code == "0";
            ended.insert(key.to_owned(), Ended { ok, output: std::mem::take(&mut output) });
        } else if !line.is_empty() {
            output.push_str(line.strip_prefix("| ").unwrap_or(line));
            output.push('\n');
        }
    }
    (ended, output)
}

/// Runs all jobs that are wanted, on all machines, as many boots at a time as there are processors.
/// The answer is by machine and job.
fn run(machines: &[Machine], jobs: &[Job], wanted: impl Fn(&Machine, &Job) -> bool) -> Outcomes {
    let files =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("lab-{}", std::process::id()));

    let mut boots = Vec::new();
    let mut prepared = HashMap::new();
    for machine in machines {
        let mine: Vec<Job> = jobs.iter().filter(|job| wanted(machine, job)).cloned().collect();
        // What has a similar name takes similarly long: those are dealt out to different boots.
        let count = mine.len().div_ceil(PER_BOOT);
        let dealt = |n| mine.iter().skip(n).step_by(count).cloned().collect::<Vec<_>>();
        boots.extend((0..count).map(|n| (machine, dealt(n))));
        if !mine.is_empty() {
            let arch = &machine.arch;
            let prepare = || guest_files(arch, &files.join(arch)).map_err(|e| e.to_string());
            prepared.entry(arch).or_insert_with(prepare);
        }
    }
    let count = boots.len();
    let boots = Mutex::new(boots.into_iter());
    let outcomes = Mutex::new(Outcomes::new());
    // In a function: what is locked in the head of a loop would stay so in its body, and all would wait.
    let next = || lock(&boots).next();
    let work = || {
        while let Some((machine, chunk)) = next() {
            let booted = match prepared.get(&machine.arch) {
                Some(Err(error)) => Err(error.clone().into()),
                _ => boot(machine, &files.join(&machine.arch), &chunk),
            };
            let (ended, trouble) = match booted {
                Ok(answer) => answer,
                Err(error) => (HashMap::new(), format!("{error} (see above)")),
            };
            for job in &chunk {
                let outcome = match ended.get(&job.key()) {
                    Some(end) => job.judge(end),
                    None => Err(format!("{}: not run to its end: {trouble}", machine.name)),
                };
                lock(&outcomes).insert((machine.name.clone(), job.name()), outcome);
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from).min(count) {
            scope.spawn(work);
        }
    });
    // What cannot be removed is in the target folder.
    let _ = fs::remove_dir_all(&files);
    lock(&outcomes).clone()
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn main() -> Result<ExitCode> {
    let arguments = Arguments::from_args();
    let mut names: Vec<String> = match (env::var("KERNEL"), env::var("KERNELS")) {
        (Ok(own), _) if !own.is_empty() => vec!["own".into()],
        (_, Ok(list)) if !list.trim().is_empty() => {
            list.split_whitespace().map(Into::into).collect()
        }
        _ => QUICK.map(Into::into).into(),
    };
    names.push(NATIVE.into());
    let all_long = env::var("LONG").is_ok_and(|long| long == "yes");
    let machines: Vec<Machine> = (names.iter().enumerate())
        .map(|(n, name)| Machine::new(name, n == 0 || all_long || name == NATIVE))
        .collect();
    let jobs = jobs()?;

    // The boots come before the trials, which then only look up what happened; so what the
    // command line leaves out has to be left out here as well.
    let wanted = |machine: &Machine, job: &Job| {
        let name = machine.trial(job);
        let matches = |text: &String| {
            if arguments.exact { name == *text } else { name.contains(text) }
        };
        machine.has(job)
            && arguments.filter.as_ref().is_none_or(matches)
            && !arguments.skip.iter().any(matches)
    };
    for machine in &machines {
        for reason in [ELSEWHERE, LONG] {
            let left_out = |job: &&Job| machine.leaves_out(job) == Some(reason);
            let count = jobs.iter().filter(|job| wanted(machine, job)).filter(left_out).count();
            if count > 0 {
                eprintln!("lab: left out on {}: {count} scenarios, {reason}", machine.name);
            }
        }
    }
    let runs = |machine: &Machine, job: &Job| machine.has(job) && machine.leaves_out(job).is_none();
    let both = |machine: &Machine, job: &Job| runs(machine, job) && wanted(machine, job);
    let outcomes = if arguments.list { Outcomes::new() } else { run(&machines, &jobs, both) };

    let mut trials = Vec::new();
    for machine in &machines {
        for job in jobs.iter().filter(|job| runs(machine, job)) {
            let outcome = outcomes.get(&(machine.name.clone(), job.name())).cloned();
            let outcome = outcome.unwrap_or_else(|| Err("it was not run".into()));
            trials.push(Trial::test(machine.trial(job), move || outcome.map_err(Into::into)));
        }
    }
    Ok(libtest_mimic::run(&arguments, trials).exit_code())
}
