import Record

/// A mailbox of e-mails (mbox, RFC 4155), as Google Takeout, Thunderbird and Apple Mail write it, while it is gathered: each mail goes to the page
/// workers as a file of its own. Memory does not grow with the mailbox.
final class MailboxFile: OpenFile {
    private let file: InputFile
    private let stream: ByteStream
    private let empty = EmptyTally()
    private var number = 0
    /// What stands before the mail's number in ids; nil until one is made.
    private var name: String?
    /// A line that has been looked at and not been taken.
    private var ahead: ByteStream.Line?

    init(_ file: InputFile, _ stream: ByteStream) {
        self.file = file
        self.stream = stream
    }

    var mayKeepWaiting: Bool { file.size == nil }

    func gatherNext(into queue: GatheredQueue, taken: (Int) -> Void) -> Bool {
        do {
            let mail = try nextMail()
            taken(stream.position)
            guard let mail else {
                end(queue)
                return false
            }
            number += 1
            add(mail, queue)
            return true
        } catch {
            queue.add(.failure(error.notice(file.place)))
            return false
        }
    }

    private func add(_ mail: Mail, _ queue: GatheredQueue) {
        let name = self.name ?? queue.ids.lines(file)
        self.name = name
        let place = "\(file.place), mail \(number)"
        guard mail.length <= GatheringLimit.line else {
            let reason = "the mail is longer than \(GatheringLimit.line >> 20) MiB"
            return queue.fail(place, reason, "save it alone, without what is attached")
        }
        var origin = PageOrigin(
            id: queue.ids.line(number, of: name), place: place, path: file.recordedPath, given: mail.bytes)
        origin.empty = empty
        queue.add(PageRequest(kind: .file, bytes: mail.bytes, name: "mail.eml"), origin)
    }

    /// Says, when all mails have been given out, how many hold no text.
    private func end(_ queue: GatheredQueue) {
        queue.addLater { [file, empty] in
            guard empty.count > 0 else { return nil }
            let reason = "passed over \(empty.count.counted("mail that holds", "mails that hold")) no text"
            return .note(Notice(place: file.place, reason: reason, remedy: nil))
        }
    }

    // MARK: Where mails begin and end

    /// The lines of a mail; none where they are beyond the limit.
    private struct Mail {
        private(set) var bytes: [UInt8] = []
        private(set) var length = 0
        private(set) var endsBlank = false

        mutating func append(_ line: ByteStream.Line) {
            switch line {
            case .tooLong(let count): length += count
            case .line(let line):
                length += line.count + 1
                endsBlank = line.isEmpty || line == [0x0D]
                bytes += MailboxLine.unmarked(line) + [0x0A]
            }
            if length > GatheringLimit.line { bytes = [] }
        }
    }

    /// The next mail, without the line that opens it; nil at the end.
    private func nextMail() throws(ByteStreamError) -> Mail? {
        if number == 0 { _ = try line() }
        guard let first = try line() else { return nil }
        var mail = Mail()
        mail.append(first)
        while let line = try line() {
            if mail.endsBlank, case .line(let border) = line, MailboxLine.isBorder(border[...]) {
                ahead = try stream.line(limit: GatheringLimit.line)
                if case .line(let following) = ahead, MailboxLine.isField(following[...]) { return mail }
            }
            mail.append(line)
        }
        return mail
    }

    private func line() throws(ByteStreamError) -> ByteStream.Line? {
        defer { ahead = nil }
        if let ahead { return ahead }
        return try stream.line(limit: GatheringLimit.line)
    }
}
