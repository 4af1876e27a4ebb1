/// How many mails of a mailbox hold no text. A class, because mails that are with the workers share it; use it from the thread that gathers.
final class EmptyTally {
    var count = 0
}
