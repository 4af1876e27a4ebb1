import Foundation

/// The repository's files, as these tests read them.
enum SourceFiles {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func text(of path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// The paths of all files in a folder and in its folders, in order.
    static func paths(in folder: String) throws -> [String] {
        let all = try FileManager.default.subpathsOfDirectory(atPath: root.appendingPathComponent(folder).path)
        return try all.map { folder + "/" + $0 }.sorted().filter { path in
            try root.appendingPathComponent(path).resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
        }
    }

    /// The modules that the Swift files of a folder import, each with a file that does.
    static func imports(in folder: String) throws -> [String: String] {
        var imports: [String: String] = [:]
        for path in try paths(in: folder) where path.hasSuffix(".swift") {
            for line in try text(of: path).split(whereSeparator: \.isNewline) {
                if let module = importedModule(line), imports[module] == nil { imports[module] = path }
            }
        }
        return imports
    }

    /// `A` of `import A`, `@testable import A`, `package import struct A.B`; nil for another line.
    static func importedModule(_ line: Substring) -> String? {
        var words = line.split { $0 == " " || $0 == "\t" }.map(String.init)
        let access = ["public", "package", "internal", "fileprivate", "private"]
        words.removeSubrange(..<(words.firstIndex { !$0.hasPrefix("@") && !access.contains($0) } ?? words.endIndex))
        guard words.first == "import", words.count > 1 else { return nil }
        let kinds = ["typealias", "struct", "class", "enum", "protocol", "let", "var", "func"]
        let name = kinds.contains(words[1]) && words.count > 2 ? words[2] : words[1]
        return name.split(separator: ".").first.map(String.init)
    }
}
