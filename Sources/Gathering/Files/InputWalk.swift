import Glibc
import Record

/// The files that inputs stand for, in order: folders are walked down in the byte order of names, and each folder is entered
/// once, so that links in a circle end.
///
/// Inside folders only files count whose names or first bytes show what they are (`FileForm`); hidden files, other files, pipes and devices
/// are passed over. How many others there were is told at the folder's end; a folder with none that counts is a problem.
struct InputWalk: Sequence, IteratorProtocol {
    enum Step {
        case file(InputFile)
        /// As it was given.
        case address(String)
        case problem(Notice)
        case passedOver(Notice)
    }

    private enum Task {
        case input(Input)
        case inside(root: Int, path: String, relative: String)
        case endOfFolder(Int)
    }

    /// What a folder that the user named has held so far.
    private struct Folder {
        let path: String
        var readable = 0
        var passedOver = 0
        var problems = 0
        /// Their extensions, at most four.
        private var extensions: [String] = []

        init(path: String) { self.path = path }

        mutating func pass(over name: String) {
            passedOver += 1
            guard let dot = name.lastIndex(of: "."), extensions.count < 4 else { return }
            let shown = name[dot...].lowercased()
            if !shown.contains("/"), shown.count < 12, !extensions.contains(shown) { extensions.append(shown) }
        }

        /// "1 file", "2 files"
        var others: String { passedOver.counted("file") }
        /// " (.md, .png)"
        var kinds: String { extensions.isEmpty ? "" : " (\(extensions.joined(separator: ", ")))" }
    }

    private struct Identity: Hashable {
        let device: UInt
        let inode: UInt
    }

    private var tasks: [Task]
    private var folders: [Folder] = []
    private var entered: Set<Identity> = []

    init(_ inputs: [Input]) { tasks = inputs.reversed().map(Task.input) }

    mutating func next() -> Step? {
        while let task = tasks.popLast() {
            let step: Step? =
                switch task {
                case .input(.standardInput):
                    .file(InputFile(path: nil, stem: "stdin", form: nil, size: nil))
                case .input(.path(let path)): named(path)
                case .input(.address(let address)): .address(address)
                case .input(.sent(let name, let bytes)): .file(InputFile(sent: name, bytes))
                case .inside(let root, let path, let relative): found(path, relative: relative, root: root)
                case .endOfFolder(let root): left(folders[root])
                }
            if let step { return step }
        }
        return nil
    }

    /// A file or folder that the user named.
    private mutating func named(_ path: String) -> Step? {
        guard let status = FileStatus(path) else { return .problem(.unreadable(path, errno)) }
        if status.isFolder {
            folders.append(Folder(path: path))
            tasks.append(.endOfFolder(folders.count - 1))
            return enter(path, status, relative: "", root: folders.count - 1)
        }
        let (stem, form) = FileForm.of(name: String(path.split(separator: "/").last ?? ""))
        guard status.isRegular else {
            return .file(InputFile(path: path, stem: stem, form: nil, size: nil))
        }
        return .file(InputFile(path: path, stem: stem, form: form ?? .text, size: status.size))
    }

    /// Something found in a folder.
    private mutating func found(_ path: String, relative: String, root: Int) -> Step? {
        let (stem, named) = FileForm.of(name: relative)
        guard let status = FileStatus(path) else {
            guard named != nil else { return nil }
            folders[root].problems += 1
            return .problem(.unreadable(path, errno))
        }
        if status.isFolder { return enter(path, status, relative: relative + "/", root: root) }
        guard status.isRegular, let form = named ?? ByteStream.head(path).flatMap(FileForm.init(shownBy:)) else {
            folders[root].pass(over: relative)
            return nil
        }
        folders[root].readable += 1
        return .file(InputFile(path: path, stem: stem, form: form, size: status.size))
    }

    private mutating func enter(_ path: String, _ status: FileStatus, relative: String, root: Int) -> Step? {
        guard entered.insert(Identity(device: status.device, inode: status.inode)).inserted else { return nil }
        guard let names = FileStatus.names(inFolder: path) else {
            folders[root].problems += 1
            return .problem(.unreadable(path, errno))
        }
        let prefix = path.hasSuffix("/") ? path : path + "/"
        for name in names.reversed() {
            tasks.append(.inside(root: root, path: prefix + name, relative: relative + name))
        }
        return nil
    }

    private func left(_ folder: Folder) -> Step? {
        if folder.readable > 0 || folder.problems > 0 {
            guard folder.passedOver > 0 else { return nil }
            let sentence = "passed over \(folder.others) of other kinds\(folder.kinds)"
            return .passedOver(Notice(place: folder.path, reason: sentence, remedy: nil))
        }
        return .problem(
            Notice(
                place: folder.path, reason: "the folder holds nothing that is read (\(folder.others) passed over\(folder.kinds))",
                remedy: "name the files one by one if they are plain text"))
    }
}

extension InputFile {
    /// What was sent is known by its name, as a file is, and by its first bytes.
    fileprivate init(sent name: String, _ bytes: [UInt8]) {
        let (stem, form) = FileForm.of(name: name)
        self.init(path: nil, sent: (name, bytes), stem: stem, form: form ?? .text, size: bytes.count)
    }
}

/// What the system knows of a path, links followed; nil, with `errno` set, where it knows nothing.
private struct FileStatus {
    let isFolder: Bool
    let isRegular: Bool
    let size: Int
    let device: UInt
    let inode: UInt

    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        isFolder = status.st_mode & S_IFMT == S_IFDIR
        isRegular = status.st_mode & S_IFMT == S_IFREG
        size = Int(status.st_size)
        device = UInt(status.st_dev)
        inode = UInt(status.st_ino)
    }

    /// The names in a folder that are not hidden, in byte order; nil, with `errno` set, where it cannot be read.
    static func names(inFolder path: String) -> [String]? {
        guard let folder = opendir(path) else { return nil }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

extension Notice {
    /// A file or folder that the system does not let us read, with its reason.
    static func unreadable(_ place: String, _ code: Int32) -> Notice {
        switch code {
        case ENOENT, ENOTDIR:
            Notice(place: place, reason: "there is no such file or folder", remedy: "check the name")
        case EACCES, EPERM:
            Notice(place: place, reason: "permission to read it is denied", remedy: "change its permissions or leave it out")
        case ELOOP:
            Notice(place: place, reason: "its symbolic links lead in a circle", remedy: "mend them or leave it out")
        default:
            Notice(place: place, reason: "reading it failed (\(String(cString: strerror(code))))", remedy: "check the file")
        }
    }
}
