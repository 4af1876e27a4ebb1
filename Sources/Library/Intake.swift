import Foundation
import Gathering
import Ledger
import Synchronization

/// Adds what visitors send: one thing after the other, in a thread of its own, so that pages are answered meanwhile.
package final class Intake: Sendable {
    /// What is to be added.
    package enum Wanted: Sendable {
        /// A file, or a text as one.
        case file(name: String, bytes: [UInt8])
        /// A text that was typed or pasted.
        case text(TypedText)
        /// A page elsewhere.
        case address(String)

        fileprivate var input: Input {
            switch self {
            case .file(let name, let bytes): .sent(name: name, bytes: bytes)
            case .text(let text): .sent(name: "typed.json", bytes: text.json)
            case .address(let address): .address(address)
            }
        }

        /// As the page calls it.
        package var name: String {
            switch self {
            case .file(let name, _): name
            case .text(let text): text.name
            case .address(let address): address
            }
        }
    }

    /// How far a job has come.
    package struct Progress: Sendable {
        package enum Stage: String, Sendable {
            case waiting, working, done
        }

        /// What was sent, as it is called on the page.
        package let name: String
        package var stage = Stage.waiting
        package var added: [Int] = []
        package var copies = 0
        package var known = 0
        /// Articles of the same bytes that a person has removed, by their numbers.
        package var removed: [Int] = []
        /// What could not be added, a sentence each; at most `noticeLimit`.
        package var notices: [String] = []
        package var hasFailed = false
    }

    private struct Job {
        let id: Int
        let wanted: [Wanted]
        let cancellation = Cancellation()
    }

    private struct State {
        var waiting: [Job] = []
        var progress: [Int: Progress] = [:]
        var last = 0
        /// What is at work.
        var current: Job?
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
    /// Refuses where the ledger's file is no more what it was.
    private let check: @Sendable () throws -> Void
    private let reader: @Sendable () throws -> ArticleReader

    /// - Parameter reader: opens the reader; called when something is to be read for the first time.
    package init(
        ledger: String, check: @escaping @Sendable () throws -> Void = {}, reader: @escaping @Sendable () throws -> ArticleReader
    ) {
        self.ledger = ledger
        self.check = check
        self.reader = reader
        ended.enter()
        let thread = Thread { [self] in
            var reader: ArticleReader?
            while let job = next() { work(on: job, &reader) }
            ended.leave()
        }
        // Taking apart and reading use the stack of the thread that calls them.
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// Puts something in line; nil where too much waits.
    package func add(_ wanted: [Wanted]) -> Int? {
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
    package func progress(_ id: Int) -> Progress? { state.withLock { $0.progress[id] } }

    /// Ends within a second or so, whatever is at work; what is in the ledger stays there.
    package func stop() {
        stopSoon()
        _ = ended.wait(timeout: .now() + Intake.patience)
    }

    /// Has it end, and does not wait for that.
    package func stopSoon() {
        let current = state.withLock { state in
            state.isStopped = true
            return state.current
        }
        current?.cancellation.cancel()
        signal.signal()
    }

    /// Seconds that it is waited for, whatever a library does meanwhile.
    private static let patience = 2.0

    // MARK: In the thread

    private func next() -> Job? {
        while true {
            let (job, isStopped) = state.withLock { state -> (Job?, Bool) in
                if state.isStopped { return (nil, true) }
                state.current = state.waiting.isEmpty ? nil : state.waiting.removeFirst()
                return (state.current, false)
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

    private func work(on job: Job, _ reader: inout ArticleReader?) {
        change(job) { $0.stage = .working }
        defer { change(job) { $0.stage = .done } }
        do {
            if reader == nil { reader = try self.reader() }
            guard let reader else { return }
            try add(job, reader)
        } catch {
            fail(job, "\(error)")
        }
    }

    private func add(_ job: Job, _ reader: ArticleReader) throws {
        try check()
        var options = GatheringOptions()
        options.cancellation = job.cancellation
        var adding = AddingWork(
            job.wanted.map(\.input), options, reader: reader, to: ledger, threads: 1,
            observer: IntakeReport(intake: self, job: job))
        adding.mayMake = false
        adding.onAdded = { added in for one in added { self.note(one, job) } }
        let outcome = try adding.run()
        change(job) { progress in
            progress.known = outcome.counts.known
            progress.removed = outcome.counts.removed.sorted()
        }
        switch outcome.ending {
        case .done: break
        case .cancelled: fail(job, "The server was stopped; add it again for what is left.")
        case .failed(let error): fail(job, "\(error)")
        }
    }

    private func note(_ added: Added, _ job: Job) {
        change(job) { progress in
            switch added {
            case .known, .removed, .keptRemoved: return
            case .new, .copy: break
            }
            if progress.added.count < Intake.shownLimit { progress.added.append(added.article) }
            if case .copy = added { progress.copies += 1 }
        }
    }

    /// Tells the page of a job what there is to say.
    private struct IntakeReport: WorkObserver {
        let intake: Intake
        let job: Job

        func advance(words: Int, bytes: Int) {}

        func pass(bytes: Int) {}

        func tell(_ notice: Notice, _ kind: NoticeKind) {
            if kind == .failure { intake.fail(job, "\(notice)") } else { intake.tell(job, "\(notice)") }
        }
    }
}
