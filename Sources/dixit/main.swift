import Foundation

Interruption.ignoreFailedWrites()
let status = Command.dixit.main(Array(CommandLine.arguments.dropFirst()))
// Threads may still be at work on what nobody waits for any more; all output is written already.
if status == .success { exit(status.rawValue) } else { _exit(status.rawValue) }
