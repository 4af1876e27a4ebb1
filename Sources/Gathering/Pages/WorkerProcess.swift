import Foundation

/// A running worker and the pipes to it, which never block beyond a deadline.
///
/// A class, because a process has identity; use it from one thread. It is killed when this goes.
final class WorkerProcess {
    private let process = Process()
    private let requests, answers: FileHandle
    /// What came behind the last line.
    private var buffered: [UInt8] = []

    /// Starts a worker and waits, up to `seconds`, for the line that says it is ready.
    init(_ command: [String], readyWithin seconds: Double = 60) throws(WorkerError) {
        let (toWorker, fromWorker) = (Pipe(), Pipe())
        requests = toWorker.fileHandleForWriting
        answers = fromWorker.fileHandleForReading
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        process.standardInput = toWorker
        process.standardOutput = fromWorker
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch { throw .unstartable }
        for handle in [requests, answers] {
            _ = fcntl(handle.fileDescriptor, F_SETFL, fcntl(handle.fileDescriptor, F_GETFL) | O_NONBLOCK)
        }
        _ = try readLine(by: Date(timeIntervalSinceNow: seconds))
    }

    deinit {
        // The number of one that is not running is 0, which means this program and those beside it, or may be another's by now.
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        try? requests.close()
        try? answers.close()
    }

    /// Writes a request, and takes the line that answers it, with as many bytes behind it as that tells of in its member `bytes`.
    func ask(_ request: [UInt8], by deadline: Date) throws(WorkerError) -> (line: [UInt8], bytes: [UInt8]) {
        try write(request, by: deadline)
        let line = try readLine(by: deadline)
        struct Size: Decodable { let bytes: Int }
        let size = (try? JSONDecoder().decode(Size.self, from: Data(line)))?.bytes ?? 0
        return (line, try read(size, by: deadline))
    }

    /// Writes all bytes. A dead worker's SIGPIPE is kept from the program.
    func write(_ bytes: [UInt8], by deadline: Date) throws(WorkerError) {
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
        let descriptor = requests.fileDescriptor
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done) }
            if count >= 0 {
                done += count
            } else if errno == EAGAIN {
                try wait(descriptor, POLLOUT, by: deadline)
            } else if errno != EINTR {
                throw .dead
            }
        }
    }

    /// The next line, with its line feed.
    func readLine(by deadline: Date) throws(WorkerError) -> [UInt8] {
        var searched = 0
        while true {
            if let feed = buffered[searched...].firstIndex(of: 0x0A) {
                let line = Array(buffered[...feed])
                buffered.removeFirst(line.count)
                return line
            }
            searched = buffered.count
            try readMore(by: deadline)
        }
    }

    /// The next so many bytes.
    func read(_ count: Int, by deadline: Date) throws(WorkerError) -> [UInt8] {
        while buffered.count < count { try readMore(by: deadline) }
        let bytes = Array(buffered[..<count])
        buffered.removeFirst(count)
        return bytes
    }

    private func readMore(by deadline: Date) throws(WorkerError) {
        try wait(answers.fileDescriptor, POLLIN, by: deadline)
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        let count = Glibc.read(answers.fileDescriptor, &piece, piece.count)
        if count > 0 {
            buffered.append(contentsOf: piece[..<count])
        } else if count == 0 || errno != EINTR && errno != EAGAIN {
            throw .dead
        }
    }

    private func wait(_ descriptor: Int32, _ event: Int32, by deadline: Date) throws(WorkerError) {
        var wanted = pollfd(fd: descriptor, events: Int16(event), revents: 0)
        var count: Int32 = -1
        repeat {
            count = poll(&wanted, 1, Int32(max(0, (deadline.timeIntervalSinceNow * 1000).rounded(.up))))
        } while count < 0 && errno == EINTR
        if count == 0 { throw .late }
    }
}

/// Why nothing more will come from it.
enum WorkerError: Error {
    /// It did not answer, or did not take what was written, in time.
    case late
    /// It is gone.
    case dead
    /// It could not be started.
    case unstartable
}
