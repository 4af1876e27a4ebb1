import Foundation

/// The process that takes strangers' pages and PDFs apart: `Pages/worker.py`, which Pages/README.md describes.
///
///     let worker = PageWorker()
///     let page = try worker.article(in: bytes, .page)
///
/// It is started at the first request, killed where an answer does not come in time, and started anew at the next request after it died.
/// A class, because a process has identity; use it from one thread.
final class PageWorker {
    /// What the bytes of a request are.
    enum Kind: String {
        case page, pdf
    }

    /// What the worker found; paragraphs of the text are divided by an empty line.
    struct Page: Decodable {
        let title, author, published, outlet, url, language, credit: String?
        /// Places that were not in the page's encoding and became U+FFFD.
        let replaced: Int
        let text: String
    }

    /// Why there is no article, and what to do, each a clause.
    struct Refusal: Error, Decodable, Hashable {
        let reason, remedy: String
    }

    private struct Answer: Decodable {
        let article: Page?
        let refused: Refusal?
    }

    private struct Running {
        let process: Process
        let requests, answers: FileHandle
    }

    /// Seconds that one answer may take; the worker gives up by itself a little earlier where it can.
    static let seconds = 22.0
    private let command: [String]?
    private let seconds: Double
    private var running: Running?
    /// Whether the last wait ended without an answer.
    private var isLate = false

    /// - Parameter command: what starts a worker; nil finds the one of the repository that the program was built in, or of `DIXIT_PAGES`.
    init(command: [String]? = PageWorker.found, seconds: Double = PageWorker.seconds) {
        self.command = command
        self.seconds = seconds
    }

    deinit { stop() }

    /// The article of a page or a PDF.
    func article(in bytes: [UInt8], _ kind: Kind) throws(Refusal) -> Page {
        let started = try start()
        let deadline = Date(timeIntervalSinceNow: seconds)
        let header = Array("{\"id\":1,\"kind\":\"\(kind.rawValue)\",\"bytes\":\(bytes.count)}\n".utf8)
        guard write(header, to: started, by: deadline), write(bytes, to: started, by: deadline),
            let line = readLine(from: started, by: deadline)
        else { throw ended(isLate: isLate) }
        guard let answer = try? JSONDecoder().decode(Answer.self, from: line) else { throw ended(isLate: false) }
        if let article = answer.article { return article }
        throw answer.refused ?? ended(isLate: false)
    }

    private func ended(isLate: Bool) -> Refusal {
        stop()
        return isLate
            ? Refusal(
                reason: "taking it apart took longer than \(Int(seconds)) s",
                remedy: "save its text as plain text, or leave it out")
            : Refusal(reason: "what takes it apart died of it", remedy: "save its text as plain text, or leave it out")
    }

    // MARK: The process

    /// The interpreter and the script in a folder above the program; nil where there are none.
    private static var found: [String]? {
        let given = ProcessInfo.processInfo.environment["DIXIT_PAGES"]
        var folder = URL(fileURLWithPath: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "/")
        var places = given.map { [URL(fileURLWithPath: $0)] } ?? []
        while given == nil, folder.path != "/" {
            folder.deleteLastPathComponent()
            places.append(folder)
        }
        for place in places {
            let files = [".setup/pages/bin/python", "Pages/worker.py"].map { place.appendingPathComponent($0).path }
            if files.allSatisfy(FileManager.default.fileExists(atPath:)) { return [files[0], "-E", "-s", "-B", files[1]] }
        }
        return nil
    }

    private func start() throws(Refusal) -> Running {
        if let running { return running }
        guard let command else {
            throw Refusal(reason: "what reads pages and PDFs is not set up", remedy: "run Setup/pages.sh in the repository")
        }
        let process = Process()
        let (requests, answers) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        process.standardInput = requests
        process.standardOutput = answers
        process.standardError = FileHandle.nullDevice
        let started = Running(process: process, requests: requests.fileHandleForWriting, answers: answers.fileHandleForReading)
        do { try process.run() } catch {
            throw Refusal(
                reason: "what reads pages and PDFs could not be started", remedy: "run Setup/pages.sh in the repository")
        }
        for handle in [started.requests, started.answers] {
            _ = fcntl(handle.fileDescriptor, F_SETFL, fcntl(handle.fileDescriptor, F_GETFL) | O_NONBLOCK)
        }
        running = started
        guard readLine(from: started, by: Date(timeIntervalSinceNow: 60)) != nil else { throw ended(isLate: false) }
        return started
    }

    private func stop() {
        guard let running else { return }
        kill(running.process.processIdentifier, SIGKILL)
        try? running.requests.close()
        try? running.answers.close()
        self.running = nil
    }

    // MARK: Pipes that do not block

    private func wait(_ descriptor: Int32, _ event: Int32, by deadline: Date) -> Bool {
        var wanted = pollfd(fd: descriptor, events: Int16(event), revents: 0)
        var count: Int32 = -1
        repeat {
            count = poll(&wanted, 1, Int32(max(0, (deadline.timeIntervalSinceNow * 1000).rounded(.up))))
        } while count < 0 && errno == EINTR
        isLate = count == 0
        return count > 0
    }

    /// Writes all bytes; false where the worker is gone or takes them too slowly. A dead worker's SIGPIPE is kept from the program.
    private func write(_ bytes: [UInt8], to running: Running, by deadline: Date) -> Bool {
        var broken = sigset_t()
        var before = sigset_t()
        sigemptyset(&broken)
        sigaddset(&broken, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &broken, &before)
        defer {
            var none = timespec(tv_sec: 0, tv_nsec: 0)
            while sigtimedwait(&broken, nil, &none) > 0 {}
            pthread_sigmask(SIG_SETMASK, &before, nil)
        }
        let descriptor = running.requests.fileDescriptor
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done) }
            if count >= 0 {
                done += count
            } else if errno != EINTR, errno != EAGAIN || !wait(descriptor, POLLOUT, by: deadline) {
                return false
            }
        }
        return true
    }

    /// The next line; nil where the worker is gone or late. It sends one line an answer, so nothing stands behind it.
    private func readLine(from running: Running, by deadline: Date) -> Data? {
        let descriptor = running.answers.fileDescriptor
        var line = Data()
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while line.last != UInt8(ascii: "\n") {
            guard wait(descriptor, POLLIN, by: deadline) else { return nil }
            let count = read(descriptor, &piece, piece.count)
            if count > 0 {
                line.append(contentsOf: piece[..<count])
            } else if count == 0 || errno != EINTR && errno != EAGAIN {
                return nil
            }
        }
        return line
    }
}
