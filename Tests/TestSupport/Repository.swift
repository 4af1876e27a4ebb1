import Foundation

/// Files that the tests need, found from the place of this one.
package enum Repository {
    /// The folder of the repository.
    package static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The path of a file that `make setup` fetches or makes.
    package static func made(_ name: String) throws -> String {
        let path = root.appending(path: name).path
        guard FileManager.default.fileExists(atPath: path) else {
            throw Missing(description: "\(path) is missing: run make setup.")
        }
        return path
    }

    /// The lines of a file in Tests/Fixtures.
    package static func fixture(_ name: String) throws -> [Data] {
        try Data(contentsOf: root.appending(path: "Tests/Fixtures/\(name)")).split(separator: UInt8(ascii: "\n"))
    }

    package struct Missing: Error, CustomStringConvertible {
        package let description: String
    }
}
