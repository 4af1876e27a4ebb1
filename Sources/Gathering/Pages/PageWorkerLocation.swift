import Foundation

/// Where the page worker is, and what runs it.
///
/// A repository has it as `Pages/worker.py` and an interpreter of its own; what was installed, as `lib/dixit/pages/worker.py` with its packages beside it and
/// a file `interpreter` that names the Python which these were made for (`python3.11`). `DIXIT_PYTHON` names another interpreter,
/// which must have the packages itself: the Python package sets it.
struct PageWorkerLocation: Equatable {
    /// What starts a worker; nil where nothing does.
    let command: [String]?
    /// What mends that, as a clause.
    let remedy: String

    /// The location for this program.
    static let here = PageWorkerLocation(
        environment: ProcessInfo.processInfo.environment,
        executable: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "/")

    /// Looks in the folder that `DIXIT_PAGES` names, else in those above the program.
    ///
    /// - Parameter executable: the program's path, links resolved.
    init(environment: [String: String], executable: String) {
        let given = environment["DIXIT_PAGES"]
        let folders = given.map { [URL(fileURLWithPath: $0)] } ?? PageWorkerLocation.folders(above: executable)
        for folder in folders {
            let own = folder.appendingPathComponent(".setup/pages/bin/python").path
            let script = folder.appendingPathComponent("Pages/worker.py").path
            if [own, script].allSatisfy(FileManager.default.fileExists(atPath:)) {
                self.init(interpreter: environment["DIXIT_PYTHON"] ?? own, script: script)
                return
            }
            let pages = folder.appendingPathComponent("lib/dixit/pages")
            let installed = pages.appendingPathComponent("worker.py").path
            guard FileManager.default.fileExists(atPath: installed) else { continue }
            let named = try? String(contentsOf: pages.appendingPathComponent("interpreter"), encoding: .utf8)
            let wanted = named?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "python3"
            if let found = environment["DIXIT_PYTHON"] ?? PageWorkerLocation.search(wanted, in: environment["PATH"] ?? "") {
                self.init(interpreter: found, script: installed)
            } else {
                self.init(command: nil, remedy: "install \(wanted), or name one with its packages in DIXIT_PYTHON")
            }
            return
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

    private static func folders(above executable: String) -> [URL] {
        var folder = URL(fileURLWithPath: executable)
        var folders: [URL] = []
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            folders.append(folder)
        }
        return folders
    }

    /// The first program of a name in the folders of a search path.
    private static func search(_ name: String, in path: String) -> String? {
        path.split(separator: ":").map { "\($0)/\(name)" }.first(where: FileManager.default.isExecutableFile(atPath:))
    }
}
