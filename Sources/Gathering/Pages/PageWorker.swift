import Foundation

/// A process that takes strangers' pages, feeds and PDFs apart: `Pages/worker.py`, which Pages/README.md describes.
///
///     let worker = PageWorker()
///     switch worker.answer(to: PageRequest(kind: .page, bytes: bytes)) { … }
///
/// It is started at the first request, killed where an answer does not come in time, and started anew at the next request after it died.
/// A class, because a process has identity; use it from one thread. `PageWorkers` has several of them.
final class PageWorker {
    typealias Refusal = PageAnswer.Refusal

    /// Seconds by the clock that one answer may take. The worker gives up by itself after 20 s of processor time, where it can, so that a busy
    /// machine does not refuse what a free one reads.
    static let seconds = 60.0
    private let command: [String]?
    private let seconds: Double
    private var running: WorkerProcess?

    /// - Parameters:
    ///   - command: what starts a worker; nil where nothing does.
    ///   - seconds: that one answer may take.
    init(command: [String]? = PageWorker.found, seconds: Double = PageWorker.seconds) {
        self.command = command
        self.seconds = seconds
    }

    /// What is found in the bytes of a request, or why there is nothing; comes within `seconds` of its being written.
    func answer(to request: PageRequest) -> Result<PageAnswer, Refusal> {
        do throws(WorkerError) {
            guard let command else { return .failure(PageWorker.isNotSetUp) }
            let worker: WorkerProcess
            if let running { worker = running } else { worker = try WorkerProcess(command) }
            running = worker
            let deadline = Date(timeIntervalSinceNow: seconds)
            try worker.write(request.header, by: deadline)
            try worker.write(request.bytes, by: deadline)
            if let answer = PageJSON.answer(try worker.readLine(by: deadline)) { return answer }
            throw .dead
        } catch {
            running = nil
            return .failure(refusal(for: error))
        }
    }

    private func refusal(for end: WorkerError) -> Refusal {
        switch end {
        case .late:
            Refusal("taking it apart took longer than \(Int(seconds)) s", "save its text as plain text, or leave it out")
        case .dead: Refusal("what takes it apart died of it", "save its text as plain text, or leave it out")
        case .unstartable: PageWorker.isUnstartable
        }
    }

    static let isNotSetUp = Refusal("what reads pages and PDFs is not set up", PageWorkerLocation.here.remedy)
    static let isUnstartable = Refusal("what reads pages and PDFs could not be started", PageWorkerLocation.here.remedy)

    /// What starts a worker of this program; nil where nothing does.
    static var found: [String]? { PageWorkerLocation.here.command }
}
