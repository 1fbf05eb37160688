//! The lab: scenarios on real kernels.
//!
//! For each kernel a guest boots under QEMU and runs all scenarios of `tests/lab/scenarios`, each
//! a short shell script, in networks of their own. A scenario is one trial, `6.1/attach-down-slave`;
//! `cargo test --test lab -- attach` runs those that have `attach` in their name.
//!
//! A scenario whose leading comment has a line `# classic: same` is run with BusyBox's ifenslave
//! too, and must hold there; with `# classic: fails TEXT` it must fail there, for the reason TEXT.
//!
//! With a line `# native: yes` it is run on this machine's own kernel as well, in namespaces, without
//! an emulator: `native/show-loopback`.
//!
//! Environment:
//! - `KERNELS`: the kernels, of 5.10, 6.1, 6.12 and 7 (default: `6.1 6.12`);
//! - `KERNEL`, `MODULES`: a kernel of your own instead, and the folder of its modules;
//! - `IFENSLAVE`: the program under test (default: what `make` builds).

use std::collections::HashMap;
use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use libtest_mimic::{Arguments, Trial};

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// How each job ended, by kernel and name: well, or with this to show.
type Outcomes = HashMap<(String, String), std::result::Result<(), String>>;

/// Jobs per boot: the boots of one kernel can then run side by side, and none takes very long.
const PER_BOOT: usize = 12;
/// The longest that a boot may take, in seconds.
const BOOT_SECONDS: &str = "300";
/// What stands in a kernel's place for this machine's own, in namespaces.
const NATIVE: &str = "native";
/// What `boot` exits with when the guest's kernel died of a double fault.
const DOUBLE_FAULT: i32 = 4;
/// Numbers the boots.
static NUMBER: AtomicUsize = AtomicUsize::new(0);

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
    /// Whether it is run on this machine's own kernel, too.
    native: bool,
}

impl Job {
    /// The name of the trial, after the kernel's.
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
        let mut native = false;
        for line in fs::read_to_string(&path)?.lines().take_while(|line| line.starts_with('#')) {
            native |= line == "# native: yes";
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

/// The program under test.
fn program() -> Result<PathBuf> {
    if let Some(path) = env::var_os("IFENSLAVE") {
        return Ok(
            fs::canonicalize(&path).map_err(|e| format!("IFENSLAVE={}: {e}", path.display()))?
        );
    }
    // Not the make that may have started us: its options are not for this one.
    let make = || {
        let mut make = Command::new("make");
        make.current_dir(project()).env_remove("MAKEFLAGS").env_remove("MAKELEVEL");
        make
    };
    if !make().stdout(Stdio::null()).status()?.success() {
        return Err("make failed".into());
    }
    Ok(output_of(make().args(["-s", "where"]))?.into())
}

/// The files that every guest gets: the programs and the scenarios.
fn guest_files(folder: &Path) -> Result<()> {
    let lab = folder.join("lab");
    let tests = project().join("tests");
    fs::create_dir_all(lab.join("ours"))?;
    fs::create_dir_all(lab.join("classic"))?;
    fs::create_dir_all(lab.join("scenarios"))?;
    fs::copy(program()?, lab.join("ours/ifenslave"))?;
    let classic = output_of(&mut Command::new(tests.join("classic/build")))?;
    fs::copy(classic, lab.join("classic/ifenslave"))?;
    let helpers = output_of(&mut Command::new(tests.join("lab/helpers")))?;
    fs::create_dir_all(folder.join("bin"))?;
    fs::copy(Path::new(&helpers).join("tun-of-type"), folder.join("bin/tun-of-type"))?;
    fs::copy(tests.join("lab/guest/lib.sh"), lab.join("lib.sh"))?;
    for entry in fs::read_dir(tests.join("lab/scenarios"))? {
        let entry = entry?;
        fs::copy(entry.path(), lab.join("scenarios").join(entry.file_name()))?;
    }
    Ok(())
}

/// Runs some jobs in one boot of a kernel. Each job that came to its end has an entry in the
/// answer; the text says what was the matter with the boot, if anything was.
fn boot(kernel: &str, files: &Path, jobs: &[Job]) -> Result<(HashMap<String, Ended>, String)> {
    let lab = project().join("tests/lab");
    let keys: Vec<String> = jobs.iter().map(|job| job.key() + "\n").collect();
    let list = files.with_extension(format!("{kernel}-{}", NUMBER.fetch_add(1, Ordering::Relaxed)));
    fs::create_dir_all(list.join("lab"))?;
    fs::write(list.join("lab/jobs"), keys.concat())?;

    let mut command;
    if kernel == NATIVE {
        command = Command::new(lab.join("native"));
    } else {
        command = Command::new(lab.join("boot"));
        let folder = output_of(Command::new(lab.join("kernel")).arg(kernel))?;
        command.arg("--kernel").arg(folder);
    }
    command.arg("--add").arg(files).arg("--add").arg(&list);
    command.arg("--main").arg(lab.join("guest/scenarios.sh")).args(["--seconds", BOOT_SECONDS]);
    let mut output = command.output()?;
    // A faulty instruction of QEMU's (see tests/lab/arch) can make a guest's kernel die of a double
    // fault. That is tried once more; no other failure is.
    if output.status.code() == Some(DOUBLE_FAULT) {
        eprintln!("lab: kernel {kernel} died of a double fault: booting it once more");
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

/// Runs all jobs, of all kernels, as many boots at a time as there are processors. The answer is
/// by kernel and job.
fn run(kernels: &[String], wanted: impl Fn(&str, &Job) -> bool, jobs: &[Job]) -> Outcomes {
    let files =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("lab-{}", std::process::id()));
    let prepared = guest_files(&files);

    let mut boots = Vec::new();
    for kernel in kernels {
        let mine: Vec<Job> = jobs.iter().filter(|job| wanted(kernel, job)).cloned().collect();
        boots.extend(mine.chunks(PER_BOOT).map(|chunk| (kernel.clone(), chunk.to_vec())));
    }
    let count = boots.len();
    let boots = Mutex::new(boots.into_iter());
    let outcomes = Mutex::new(Outcomes::new());
    let work = || {
        while let Some((kernel, chunk)) = lock(&boots).next() {
            let booted = match &prepared {
                Ok(()) => boot(&kernel, &files, &chunk),
                Err(error) => Err(error.to_string().into()),
            };
            let (ended, trouble) = match booted {
                Ok(answer) => answer,
                Err(error) => (HashMap::new(), format!("{error} (see above)")),
            };
            for job in &chunk {
                let outcome = match ended.get(&job.key()) {
                    Some(end) => job.judge(end),
                    None => Err(format!("kernel {kernel}: not run to its end: {trouble}")),
                };
                lock(&outcomes).insert((kernel.clone(), job.name()), outcome);
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
    let mut kernels: Vec<String> = match (env::var("KERNEL"), env::var("KERNELS")) {
        (Ok(own), _) if !own.is_empty() => vec!["own".into()],
        (_, Ok(list)) if !list.trim().is_empty() => {
            list.split_whitespace().map(Into::into).collect()
        }
        _ => vec!["6.1".into(), "6.12".into()],
    };
    kernels.push(NATIVE.into());
    let jobs = jobs()?;
    let name = |kernel: &str, job: &Job| format!("{kernel}/{}", job.name());

    let has = |kernel: &str, job: &Job| kernel != NATIVE || job.native;

    // The boots come before the trials, which then only look up what happened; so what the
    // command line leaves out has to be left out here as well.
    let wanted = |kernel: &str, job: &Job| {
        let name = name(kernel, job);
        let matches = |text: &String| {
            if arguments.exact { name == *text } else { name.contains(text) }
        };
        has(kernel, job)
            && arguments.filter.as_ref().is_none_or(matches)
            && !arguments.skip.iter().any(matches)
    };
    let outcomes = if arguments.list { Outcomes::new() } else { run(&kernels, wanted, &jobs) };

    let mut trials = Vec::new();
    for kernel in &kernels {
        for job in jobs.iter().filter(|job| has(kernel, job)) {
            let outcome = outcomes.get(&(kernel.clone(), job.name())).cloned();
            let outcome = outcome.unwrap_or_else(|| Err("it was not run".into()));
            trials.push(Trial::test(name(kernel, job), move || outcome.map_err(Into::into)));
        }
    }
    Ok(libtest_mimic::run(&arguments, trials).exit_code())
}
