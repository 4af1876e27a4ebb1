/// The program's version: the one place where it is written.
let dixitVersion = "0.1.0"
