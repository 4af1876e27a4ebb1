import Neural
import Reading

/// What `dixit --version` prints: which program, which model and which engine would make a record here.
enum VersionLayout {
    /// A line each. Where there is no model that can be used, its line says why: the program can do much without one.
    static var text: String {
        """
        dixit \(Reader.programVersion)
        model \(model)
        engine \(Engine.best.rawValue)

        """
    }

    private static var model: String {
        do {
            let path = try ModelLocation.find(named: nil)
            return "\(try ModelFile(path: path).recordName) (\(HarmlessText.line(path)))"
        } catch {
            return "none (\(HarmlessText.line("\(error)")))"
        }
    }
}

extension ModelFile {
    /// What records call the model, as in `ReaderVersion`: its name and the start of its checksum.
    var recordName: String { "\(card.name)-\(checksum.prefix(8))" }
}
