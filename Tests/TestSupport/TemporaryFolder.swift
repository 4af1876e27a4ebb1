import Foundation

/// A folder that goes when the test is done.
public final class TemporaryFolder: Sendable {
    /// Where it is.
    public let path: String

    /// A new, empty folder.
    public init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("dixit-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { remove() }

    /// Removes it, where it is not held by something that goes with the test: `defer { folder.remove() }`.
    public func remove() { try? FileManager.default.removeItem(atPath: path) }

    /// Where it is, as Foundation takes it.
    public var url: URL { URL(fileURLWithPath: path) }

    /// The place of a file in it.
    public func path(_ name: String) -> String { path + "/" + name }

    /// Writes a file, and the folders above it; gives its path.
    @discardableResult
    public func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
        let file = URL(fileURLWithPath: path(name))
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        return file.path
    }

    /// Writes a text, and the folders above it; gives its path.
    @discardableResult
    public func write(_ name: String, _ text: String) throws -> String { try write(name, text.utf8) }

    /// Makes a symbolic link.
    public func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: path(name), withDestinationPath: target)
    }
}
