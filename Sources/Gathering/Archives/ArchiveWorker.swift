import Foundation

/// The process that looks through an archive, `Pages/worker.py records FILE`, and hands its pages out one by one. It opens the file before it is
/// confined, and can open no other.
///
/// Where it dies it is started anew behind the record reached last; where that does not help, or where it is late, the archive is given up.
/// Use it from one thread.
final class ArchiveWorker {
    /// A step through the archive.
    struct Step: Decodable {
        /// What could not be read.
        enum Damage: String, Decodable {
            /// The record at the place reached.
            case record
            /// A place before it.
            case place
        }

        /// A page that was found.
        struct Record: Decodable {
            let kind: String
            let url, charset, encoding, fetched: String?
            /// Whether the archive ends within it.
            let cut: Bool?
        }

        let record: Record?
        /// Records that were passed over before it, by the reason.
        let passed: [String: Int]
        /// The place reached.
        let offset, number: Int
        /// What was passed over because it cannot be read.
        let damaged: Damage?
        let end: Bool
    }

    private struct Place: Encodable {
        let offset, number: Int
    }

    private struct Request: Encodable {
        let id = 1
        let kind = "records"
        let path: String?
        let after: Place?
    }

    private struct Answer: Decodable {
        let refused: PageAnswer.Refusal?
    }

    private let path: String
    private let command: [String]?
    private let seconds: Double
    private var place: Place?
    private var running: WorkerProcess?
    private var hasFailed = false

    /// - Parameters:
    ///   - after: offset and number of the record behind which to begin.
    ///   - command: what starts a page worker.
    init(
        path: String, after: (offset: Int, number: Int)?, command: [String]? = PageWorker.found,
        seconds: Double = PageWorker.seconds
    ) {
        self.path = path
        place = after.map { Place(offset: $0.offset, number: $0.number) }
        self.command = command
        self.seconds = seconds
    }

    /// The next page and its bytes, or a step on the way to it.
    func next() throws(PageAnswer.Refusal) -> (step: Step, bytes: [UInt8]) {
        while true {
            var refused: PageAnswer.Refusal?
            do throws(WorkerError) {
                let (line, bytes) = try ask()
                if let step = try? JSONDecoder().decode(Step.self, from: Data(line)) {
                    place = Place(offset: step.offset, number: step.number)
                    hasFailed = false
                    return (step, bytes)
                }
                refused = (try? JSONDecoder().decode(Answer.self, from: Data(line)))?.refused
                if refused == nil { throw .dead }
            } catch {
                refused = refusal(for: error)
            }
            running = nil
            if let refused { throw refused }
        }
    }

    /// Why the archive is given up; nil where it is tried once more.
    private func refusal(for end: WorkerError) -> PageAnswer.Refusal? {
        let reached = place.map { "behind record \($0.number) (byte \($0.offset))" } ?? "at its beginning"
        let remedy = "fetch it again; what came before was taken"
        switch end {
        case .unstartable: return command == nil ? PageWorker.isNotSetUp : PageWorker.isUnstartable
        case .late: return PageAnswer.Refusal("looking for the next page \(reached) took longer than \(Int(seconds)) s", remedy)
        case .dead:
            defer { hasFailed = true }
            return hasFailed ? PageAnswer.Refusal("what looks through it died twice \(reached)", remedy) : nil
        }
    }

    /// A request's answer, and the bytes behind it.
    private func ask() throws(WorkerError) -> (line: [UInt8], bytes: [UInt8]) {
        guard let command else { throw .unstartable }
        let isNew = running == nil
        let worker: WorkerProcess
        if let running { worker = running } else { worker = try WorkerProcess(command + ["records", path]) }
        running = worker
        return try worker.ask(
            PageJSON.line(Request(path: isNew ? path : nil, after: isNew ? place : nil)), by: Date(timeIntervalSinceNow: seconds))
    }
}
