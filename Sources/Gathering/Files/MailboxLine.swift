/// What lines of a mailbox (mbox, RFC 4155) tell: where the next mail begins.
enum MailboxLine {
    /// Whether a file begins as a mailbox does: "From - Mon Mar  4 10:00:00 2024", and below it a field of a mail's head.
    static func isBegun(by head: ArraySlice<UInt8>) -> Bool {
        let lines = head.split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false)
        return lines.count > 1 && isBorder(lines[0]) && isField(lines[1])
    }

    static func isBorder(_ line: ArraySlice<UInt8>) -> Bool { line.starts(with: Array("From ".utf8)) }

    /// "Received: by …"
    static func isField(_ line: ArraySlice<UInt8>) -> Bool {
        let name = line.prefix { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
        return !name.isEmpty && line.dropFirst(name.count).first == UInt8(ascii: ":")
    }

    /// A line without the sign that keeps "From " at its start from being taken for the next mail.
    static func unmarked(_ line: [UInt8]) -> [UInt8] {
        let isMarked = line.first == UInt8(ascii: ">") && isBorder(line.drop { $0 == UInt8(ascii: ">") })
        return isMarked ? Array(line.dropFirst()) : line
    }
}
