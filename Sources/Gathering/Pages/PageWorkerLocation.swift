import Foundation

/// Where the page worker is, and what runs it.
///
/// A repository has it as `Pages/worker.py` and an interpreter of its own; what was installed, as `lib/dixit/pages/worker.py` with its packages beside it and
/// a file `interpreter` that names the Python which these were made for (`python3.11`). `DIXIT_PYTHON` names another interpreter,
/// which must have the packages itself: the Python package sets it.
///
/// What is looked for stands at fixed places beside the program, and nobody but root and this user may have put it there or may change it: else whoever can
/// write into a folder above the program would have it run what they like.
struct PageWorkerLocation: Equatable {
    /// What starts a worker; nil where nothing does.
    let command: [String]?
    /// What mends that, as a clause.
    let remedy: String

    /// The location for this program.
    static let here = PageWorkerLocation(
        environment: ProcessInfo.processInfo.environment,
        executable: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "/")

    /// Looks in the folder that `DIXIT_PAGES` names, else in the repository that the program was built in (`…/.build/…/dixit`) and in what it was
    /// installed into (`…/bin/dixit`).
    ///
    /// - Parameter executable: the program's path, links resolved.
    init(environment: [String: String], executable: String) {
        let given = environment["DIXIT_PAGES"].map { URL(fileURLWithPath: $0) }
        if let folder = given ?? PageWorkerLocation.repository(of: executable) {
            let own = folder.appendingPathComponent(".setup/pages/bin/python").path
            let script = folder.appendingPathComponent("Pages/worker.py").path
            if [own, script].allSatisfy(FileManager.default.fileExists(atPath:)) {
                if let planted = [own, script].first(where: PageWorkerLocation.mayBePlanted) {
                    self.init(command: nil, remedy: PageWorkerLocation.remedy(planted))
                } else {
                    self.init(interpreter: environment["DIXIT_PYTHON"] ?? own, script: script)
                }
                return
            }
        }
        if let folder = given ?? PageWorkerLocation.installation(of: executable) {
            let pages = folder.appendingPathComponent("lib/dixit/pages")
            let installed = pages.appendingPathComponent("worker.py").path
            if FileManager.default.fileExists(atPath: installed) {
                if PageWorkerLocation.mayBePlanted(installed) {
                    self.init(command: nil, remedy: PageWorkerLocation.remedy(installed))
                    return
                }
                let named = try? String(contentsOf: pages.appendingPathComponent("interpreter"), encoding: .utf8)
                let wanted = named?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "python3"
                if let found = environment["DIXIT_PYTHON"] ?? PageWorkerLocation.search(wanted, in: environment["PATH"] ?? "") {
                    self.init(interpreter: found, script: installed)
                } else {
                    self.init(command: nil, remedy: "install \(wanted), or name one with its packages in DIXIT_PYTHON")
                }
                return
            }
        }
        self.init(command: nil, remedy: "run make setup in the repository")
    }

    private init(interpreter: String, script: String) {
        self.init(
            command: [interpreter, "-E", "-s", "-B", script],
            remedy: "see that \(interpreter) runs and has the packages of Pages/requirements.txt")
    }

    private init(command: [String]?, remedy: String) {
        self.command = command
        self.remedy = remedy
    }

    /// The repository that a program was built in; nil where it stands elsewhere.
    private static func repository(of executable: String) -> URL? {
        executable.range(of: "/.build/", options: .backwards).map { URL(fileURLWithPath: executable[..<$0.lowerBound] + "/") }
    }

    /// What a program was installed into; nil where it stands in no folder of programs.
    private static func installation(of executable: String) -> URL? {
        let holder = URL(fileURLWithPath: executable).deletingLastPathComponent()
        return ["bin", "libexec"].contains(holder.lastPathComponent) ? holder.deletingLastPathComponent() : nil
    }

    /// Whether somebody else than root and this user owns a file or the folder that it is in, or may write there.
    static func mayBePlanted(_ path: String) -> Bool {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        return [path, folder].contains { place in
            var status = stat()
            guard stat(place, &status) == 0 else { return true }
            let isOthers = status.st_uid != 0 && status.st_uid != geteuid()
            // Where each user has a group of their own, it may write as they may.
            let isTheirGroups = status.st_mode & 0o020 != 0 && status.st_gid != 0 && status.st_gid != getegid()
            return isOthers || isTheirGroups || status.st_mode & 0o002 != 0
        }
    }

    /// What mends that others may change a file, as a clause.
    static func remedy(_ path: String) -> String {
        "others may change \(path) or its folder: see that they belong to you or root and that nobody else may write there"
    }

    /// The first program of a name in the folders of a search path.
    private static func search(_ name: String, in path: String) -> String? {
        path.split(separator: ":").map { "\($0)/\(name)" }.first(where: FileManager.default.isExecutableFile(atPath:))
    }
}
