import Glibc
import Synchronization

/// Where records go: standard output, or a file that gets its name when it is whole.
///
/// `FILE` is written as `FILE.partial` and renamed at the end, so that a file of that name is never half a result. It is locked until then (`flock`, which
/// goes with the process): of two runs with one output the second is refused. Where something else than an earlier part of this user's is called so, it gets
/// a name that nobody can guess: no link is followed, and nobody's file written over. Where the file exists and is no regular one (a device, a pipe), it is
/// written to directly.
struct OutputFile: Sendable {
    private let descriptor: Int32
    /// How messages call it.
    let name: String
    /// Its name for the time being.
    let partial: String?

    /// What is being written and has no name of its own yet.
    private static let unfinished = Mutex<Set<String>>([])

    static let standard = OutputFile(descriptor: STDOUT_FILENO, name: "standard output", partial: nil)

    private init(descriptor: Int32, name: String, partial: String?) {
        self.descriptor = descriptor
        self.name = name
        self.partial = partial
    }

    /// Whether it is standard output.
    var isStandardOutput: Bool { descriptor == STDOUT_FILENO }

    /// Opens a file for writing.
    init(path: String) throws(OutputError) {
        var status = stat()
        let isSpecial = stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
        name = path
        if OutputFile.isLedger(path) {
            throw .system("\(path): it is a ledger, which no output is written over; name another file with --output")
        }
        if isSpecial {
            partial = nil
            descriptor = open(path, O_WRONLY | O_CLOEXEC)
        } else {
            // Made and noted at once: a signal between the two would leave it.
            (partial, descriptor) = try OutputFile.unfinished.withLock { unfinished throws(OutputError) in
                let made = try OutputFile.made(beside: path)
                if made.descriptor >= 0 { unfinished.insert(made.name) }
                return (made.name, made.descriptor)
            }
        }
        if descriptor < 0 { throw OutputError(path, errno) }
    }

    /// Makes and locks the file that a result is written to; -1 where that fails.
    private static func made(beside path: String) throws(OutputError) -> (name: String, descriptor: Int32) {
        var name = path + ".partial"
        for _ in 0..<100 {
            // What an earlier run of this user's has left is nobody's any more, unless that still goes on.
            let mayBeTaken = isOwn(name)
            let descriptor = open(name, O_WRONLY | O_CLOEXEC | O_CREAT | O_NOFOLLOW | (mayBeTaken ? 0 : O_EXCL), 0o666)
            guard descriptor >= 0 else {
                guard errno == EEXIST || errno == ELOOP else { return (name, -1) }
                if !isOwn(name) { name = "\(path).\(String(UInt64.random(in: .min ... .max), radix: 36)).partial" }
                continue
            }
            // Some file systems over a network know no locks; there, two runs are not told apart.
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
                close(descriptor)
                throw .system("\(path): another run is just writing it; wait until that is done, or name another with --output")
            }
            // Whoever had it locked may have given it its name before this run got it.
            var (held, named) = (stat(), stat())
            if fstat(descriptor, &held) == 0, lstat(name, &named) == 0,
                (held.st_ino, held.st_dev) == (named.st_ino, named.st_dev),
                ftruncate(descriptor, 0) == 0
            {
                return (name, descriptor)
            }
            close(descriptor)
        }
        return (name, -1)
    }

    /// Whether a regular file of this user's is called so, and by no other name.
    private static func isOwn(_ name: String) -> Bool {
        var status = stat()
        return lstat(name, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_uid == geteuid()
            && status.st_nlink == 1
    }

    /// Whether a file is a ledger, whose log and judgements stand nowhere else: by what SQLite writes at a file's beginning, and Dixit's number in it.
    private static func isLedger(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var head = [UInt8](repeating: 0, count: 72)
        // A device or a pipe is read at no place.
        guard pread(descriptor, &head, head.count, 0) == head.count else { return false }
        return head.starts(with: "SQLite format 3\0".utf8) && head[68...].elementsEqual("Dxit".utf8)
    }

    /// Makes sure that a file's folder is there, for work that should not begin in vain.
    static func checkFolder(of path: String) throws(OutputError) {
        var status = stat()
        if stat(OutputError.folder(of: path), &status) != 0 { throw OutputError(path, errno) }
        if status.st_mode & S_IFMT != S_IFDIR { throw OutputError(path, ENOTDIR) }
    }

    /// Writes all of the bytes.
    func write(_ bytes: [UInt8]) throws(OutputError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                let code = errno
                guard code == EINTR || code == EAGAIN else { throw OutputError(name, code) }
                // Somebody who shares the pipe may have set it not to block.
                var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                if code == EAGAIN { poll(&wanted, 1, -1) }
                continue
            }
            rest = rest.dropFirst(written)
        }
    }

    /// Gives a file its name, and closes it.
    func finish() throws(OutputError) {
        guard !isStandardOutput else { return }
        // What could not be written is told by closing, and the lock is held until the file has its name.
        let other = dup(descriptor)
        if other >= 0, close(other) != 0 { throw OutputError(name, errno) }
        if let partial {
            let failure = OutputFile.unfinished.withLock { unfinished in
                guard rename(partial, name) == 0 else { return errno }
                unfinished.remove(partial)
                return 0
            }
            if failure != 0 { throw OutputError(name, failure) }
        }
        if close(descriptor) != 0 { throw OutputError(name, errno) }
    }

    /// Removes what was written of a file.
    func discard() {
        guard let partial else { return }
        unlink(partial)
        _ = OutputFile.unfinished.withLock { $0.remove(partial) }
    }

    /// From here on a signal to end removes what was written of files and ends the process: for work of which a part is of no use.
    ///
    /// `Interruption.hold()` comes before it.
    static func discardOnSignals() {
        Interruption.watch { interruption in
            unfinished.withLock { for partial in $0 { unlink(partial) } }
            _exit(interruption.status.rawValue)
        }
    }
}

/// Why writing failed.
enum OutputError: Error, CustomStringConvertible {
    /// Who read our output has gone away.
    case closedPipe
    /// Anything else, in one sentence.
    case system(String)

    var description: String {
        switch self {
        case .closedPipe: "the output was closed"
        case .system(let sentence): sentence
        }
    }

    /// From the system's error number.
    init(_ name: String, _ code: Int32) {
        if code == EPIPE {
            self = .closedPipe
            return
        }
        let folder = OutputError.folder(of: name)
        let failed = "writing failed (\(String(cString: strerror(code))))"
        let elsewhere = "name another place with --output"
        let sentence =
            switch code {
            case ENOENT: "the folder \(folder) does not exist; make it or \(elsewhere)"
            case ENOTDIR: "\(folder) is no folder; \(elsewhere)"
            case EISDIR: "it is a folder; name a file in it with --output"
            case EACCES, EPERM: "permission to write there is denied; \(elsewhere)"
            case ENOSPC, EDQUOT: "\(failed); make room and run again"
            case EFBIG: "\(failed); files may not grow so large here (ulimit -f): allow it, or \(elsewhere)"
            default: "\(failed); \(elsewhere)"
            }
        self = .system("\(name): \(sentence)")
    }

    /// What stands before the last slash of a path.
    fileprivate static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
