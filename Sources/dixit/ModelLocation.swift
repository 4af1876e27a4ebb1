import Foundation

/// Where the reader's model file is looked for.
enum ModelLocation {
    /// The model file: the one that is named; else `DIXIT_MODEL`; else `reader.model` beside the executable, in
    /// `../share/dixit`, in `$XDG_DATA_HOME/dixit` (`~/.local/share/dixit`), or in `Models` in a folder above the executable, so
    /// that a build inside the repository finds it.
    ///
    /// A file that was named is not checked here: who opens it says what is wrong with it.
    static func find(
        named: String?, environment: [String: String] = ProcessInfo.processInfo.environment, executable: URL? = executable
    ) throws(CommandError) -> String {
        if let named = named ?? environment["DIXIT_MODEL"], !named.isEmpty { return named }
        let folder = executable?.deletingLastPathComponent()
        let places = installed(environment, folder)
        let above = folder.map(repositories) ?? []
        if let found = (places + above).first(where: FileManager.default.fileExists(atPath:)) { return found }
        throw CommandError(
            description: "no model was found at \(places.joined(separator: ", ")), "
                + "nor at Models/\(file) in a folder above the executable; "
                + "run make setup in the repository, or name a model with --model or DIXIT_MODEL")
    }

    /// The running program's file, links resolved.
    static var executable: URL? {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")).map { URL(fileURLWithPath: $0) }
    }

    private static let file = "reader.model"

    /// Where an installed program has it.
    private static func installed(_ environment: [String: String], _ folder: URL?) -> [String] {
        var places: [String] = []
        if let folder {
            places.append(folder.appendingPathComponent(file).path)
            places.append(folder.deletingLastPathComponent().appendingPathComponent("share/dixit/\(file)").path)
        }
        if let data = environment["XDG_DATA_HOME"] ?? environment["HOME"].map({ $0 + "/.local/share" }), !data.isEmpty {
            places.append("\(data)/dixit/\(file)")
        }
        return places
    }

    /// Where a program that was built in a repository has it.
    private static func repositories(above folder: URL) -> [String] {
        var places: [String] = []
        var folder = folder
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            places.append(folder.appendingPathComponent("Models/\(file)").path)
        }
        return places
    }
}
