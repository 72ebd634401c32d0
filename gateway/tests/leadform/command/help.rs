use crate::run::run;

#[test]
fn the_help_of_every_command_has_a_purpose_an_example_and_the_exit_statuses() {
    for command in ["schema", "check", "encode", "lint", "embed", "sandbox"] {
        let run = run(&[command, "--help"], b"");
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        for word in ["Usage: leadform", "Example:", "Exit status:"] {
            assert!(run.stdout.contains(word), "{command}: no {word:?} in {}", run.stdout);
        }
        let purpose = run.stdout.lines().next().unwrap();
        assert!(purpose.split(' ').count() > 5, "{purpose}");
    }
}

#[test]
fn the_help_of_every_command_on_the_store_has_a_purpose_an_example_and_the_exit_statuses() {
    let actions = ["list", "show", "retry", "close", "export", "erase"];
    let leads = actions.iter().map(|action| vec!["leads", action]);
    for command in leads.chain([vec!["leads"], vec!["backup"]]) {
        let run = run(&[&command[..], &["--help"]].concat(), b"");
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        for word in ["Usage: leadform", "Example:", "Exit status:"] {
            assert!(run.stdout.contains(word), "{command:?}: no {word:?} in {}", run.stdout);
        }
        assert!(run.stdout.lines().next().unwrap().split(' ').count() > 5, "{}", run.stdout);
    }
}

#[test]
fn the_help_lists_every_command_and_the_exit_statuses() {
    let help = run(&["--help"], b"").stdout;
    for word in ["schema", "check", "encode", "lint", "embed", "sandbox", "leads", "backup", "Exit status: 0"]
    {
        assert!(help.contains(word), "{help}");
    }
}

#[test]
fn the_examples_in_the_help_come_out_as_it_says() {
    for (command, target) in [("check", "ladiflow-customer"), ("encode", "zalo-journey")] {
        let help = run(&[command, "--help"], b"").stdout;
        let example = help.lines().skip_while(|line| *line != "Example:").nth(1).unwrap();
        let (input, rest) =
            example.trim().strip_prefix("$ echo '").unwrap().split_once("' | leadform ").unwrap();
        assert_eq!(rest, format!("{command} {target}"));
        let said = help.lines().skip_while(|line| *line != "Example:").nth(2).unwrap().trim();
        assert_eq!(run(&[command, target], input.as_bytes()).stdout.trim_end(), said);
    }
}
