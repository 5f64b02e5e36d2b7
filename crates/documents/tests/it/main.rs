//! Prints for real and looks at the files: `press` for what the press promises, `hostile` for people's words,
//! `templates` for every document of every tenant with every sample beside it.

mod hostile;
mod paper;
mod press;
mod templates;
