//! The built binary, run as a user would run it. Bodies are made from the tables, so no test here names a
//! vendor's field that it does not mean.

mod bodies;
mod command;
mod config;
mod deploy;
mod operations;
mod run;
mod sandbox;
mod serve;
