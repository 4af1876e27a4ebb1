import Foundation

@testable import Gathering

/// A folder that goes when the test is done.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("dixit-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file, and the folders above it; gives its path.
    @discardableResult
    func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
        let file = URL(fileURLWithPath: path).appendingPathComponent(name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        return file.path
    }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String { try write(name, text.utf8) }

    func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: path + "/" + name, withDestinationPath: target)
    }

    /// What gathering a path gives, the folder's own path cut away: "id = text", "warning: …", "failure: …".
    func gathered(_ paths: String...) -> [String] {
        Gatherer(paths.map { .path($0) }).map { event in
            let line =
                switch event {
                case .article(let article, _, _): "\(article.id) = \(article.text)"
                case .known: "known"
                case .reached(let place): "reached: \(place.number)"
                case .warning(let notice): "warning: \(notice)"
                case .note(let notice): "note: \(notice)"
                case .failure(let notice): "failure: \(notice)"
                }
            return line.replacingOccurrences(of: path, with: "")
        }
    }
}
