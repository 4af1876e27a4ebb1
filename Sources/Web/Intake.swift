import Actors
import Foundation
import Gathering
import Ledger
import Reading
import Record
import Synchronization
import Transfer

/// Adds what visitors send: one thing after the other, in a thread of its own, so that pages are answered meanwhile.
final class Intake: Sendable {
    /// What is to be added.
    enum Wanted: Sendable {
        /// A file, or a text as one.
        case file(name: String, bytes: [UInt8])
        /// A page elsewhere.
        case address(String)

        /// As the page calls it.
        var name: String {
            switch self {
            case .file(let name, _): name
            case .address(let address): address
            }
        }
    }

    /// How far a job has come.
    struct Progress: Sendable {
        enum Stage: String, Sendable {
            case waiting, working, done
        }

        /// What was sent, as it is called on the page.
        let name: String
        var stage = Stage.waiting
        var added: [Int] = []
        var copies = 0
        var known = 0
        /// What could not be added, a sentence each; at most `noticeLimit`.
        var notices: [String] = []
        var hasFailed = false
    }

    private struct Job {
        let id: Int
        let wanted: [Wanted]
    }

    private struct State {
        var waiting: [Job] = []
        var progress: [Int: Progress] = [:]
        var last = 0
        var isStopped = false
    }

    private static let jobLimit = 32
    private static let keptLimit = 200
    private static let noticeLimit = 50
    private static let shownLimit = 100

    private let state = Mutex(State())
    private let signal = DispatchSemaphore(value: 0)
    private let ended = DispatchGroup()
    private let ledger: String
    private let model: @Sendable () throws -> String

    /// - Parameter model: finds the model file; asked when something is to be read for the first time.
    init(ledger: String, model: @escaping @Sendable () throws -> String) {
        self.ledger = ledger
        self.model = model
        ended.enter()
        let thread = Thread { [self] in
            var reader: Reader?
            while let job = next() { work(on: job, &reader) }
            ended.leave()
        }
        // Taking apart and reading use the stack of the thread that calls them.
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// Puts something in line; nil where too much waits.
    func add(_ wanted: [Wanted]) -> Int? {
        let id = state.withLock { state -> Int? in
            guard !state.isStopped, state.waiting.count < Intake.jobLimit else { return nil }
            state.last += 1
            state.waiting.append(Job(id: state.last, wanted: wanted))
            state.progress[state.last] = Progress(name: wanted.map(\.name).joined(separator: ", "))
            state.progress[state.last - Intake.keptLimit] = nil
            return state.last
        }
        if id != nil { signal.signal() }
        return id
    }

    /// How far a job has come; nil where there is none of that number, or no longer.
    func progress(_ id: Int) -> Progress? { state.withLock { $0.progress[id] } }

    /// Ends at the next whole article; what is in the ledger stays there.
    func stop() {
        state.withLock { $0.isStopped = true }
        signal.signal()
        ended.wait()
    }

    // MARK: In the thread

    private var isStopped: Bool { state.withLock { $0.isStopped } }

    private func next() -> Job? {
        while true {
            let (job, isStopped) = state.withLock { state -> (Job?, Bool) in
                if state.isStopped { return (nil, true) }
                return (state.waiting.isEmpty ? nil : state.waiting.removeFirst(), false)
            }
            if isStopped { return nil }
            if let job { return job }
            signal.wait()
        }
    }

    private func change(_ job: Job, _ body: (inout Progress) -> Void) {
        state.withLock { state in
            guard var progress = state.progress[job.id] else { return }
            body(&progress)
            state.progress[job.id] = progress
        }
    }

    private func fail(_ job: Job, _ sentence: String) {
        change(job) { $0.hasFailed = true }
        tell(job, sentence)
    }

    private func tell(_ job: Job, _ sentence: String) {
        change(job) { progress in
            if progress.notices.count < Intake.noticeLimit { progress.notices.append(sentence) }
        }
    }

    private func work(on job: Job, _ reader: inout Reader?) {
        change(job) { $0.stage = .working }
        defer { change(job) { $0.stage = .done } }
        do {
            if reader == nil { reader = try Reader(modelAt: model()) }
            guard let reader else { return }
            let ledger = try Ledger(at: ledger, for: .adding)
            for wanted in job.wanted where !isStopped {
                do { try take(wanted, job, reader, into: ledger) } catch { fail(job, "\(wanted.name): \(error)") }
            }
        } catch {
            fail(job, "\(error)")
        }
    }

    private func take(_ wanted: Wanted, _ job: Job, _ reader: Reader, into ledger: Ledger) throws {
        switch wanted {
        case .address(let address): try gather(.address(address), job, reader, into: ledger) { $0 }
        case .file(let name, let bytes):
            let folder = try PrivateFolder()
            let path = try folder.write(bytes, named: name)
            try gather(.path(path), job, reader, into: ledger) { $0.replacing(path, with: name) }
        }
    }

    /// - Parameter named: puts what the visitor calls a file in the place of what this program calls it.
    private func gather(
        _ input: Input, _ job: Job, _ reader: Reader, into ledger: Ledger, named: (String) -> String
    ) throws {
        for event in Gatherer([input]) {
            if isStopped { return fail(job, "The server was stopped; add it again for what is left.") }
            switch event {
            case .article(var article, let given, let isForReading):
                article.path = named(article.path)
                if article.id == PrivateFolder.stem || article.id.hasPrefix(PrivateFolder.stem + ":") {
                    article.id = (article.path as NSString).deletingPathExtension + article.id.dropFirst(PrivateFolder.stem.count)
                }
                if try ledger.article(Fingerprint(of: given)) != nil {
                    change(job) { $0.known += 1 }
                    continue
                }
                let entry = Entry(
                    article: article, given: given, findings: isForReading ? reader.read(article.text) : Findings(),
                    reader: reader.version)
                note(try ledger.add([entry])[0], job)
            case .known: change(job) { $0.known += 1 }
            case .failure(let notice), .warning(let notice), .note(let notice):
                let sentence = named("\(notice)")
                if case .failure = event { fail(job, sentence) } else { tell(job, sentence) }
            case .reached: break
            }
        }
    }

    private func note(_ added: Added, _ job: Job) {
        change(job) { progress in
            if case .known = added {
                progress.known += 1
            } else {
                if progress.added.count < Intake.shownLimit { progress.added.append(added.article) }
                if case .copy = added { progress.copies += 1 }
            }
        }
    }
}

/// A folder that no one else can read, for a file that was sent; it goes with this object.
private final class PrivateFolder {
    /// What files in it are called, their endings put aside.
    static let stem = "sent-to-dixit"
    private let path = FileManager.default.temporaryDirectory.appendingPathComponent("dixit-\(UUID().uuidString)").path

    init() throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file under a name of this program's own; the ending alone, which says what the file is, is the visitor's.
    func write(_ bytes: [UInt8], named name: String) throws -> String {
        let ending = (name as NSString).pathExtension.lowercased()
        let isPlain = ending.utf8.count <= 8 && ending.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
        let file = path + "/" + PrivateFolder.stem + (isPlain && !ending.isEmpty ? ".\(ending)" : ".txt")
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return file
    }
}
