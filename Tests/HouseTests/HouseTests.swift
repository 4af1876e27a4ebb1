import Foundation
import Testing

/// How the code is laid out. Tests/House/circles.py, which needs the compiler's index, refuses circles of files.
@Suite struct HouseTests {
    /// What comes with the toolchain and the system.
    private static let system: Set = [
        "Dispatch", "Foundation", "FoundationNetworking", "Glibc", "Musl", "Synchronization", "Testing",
    ]

    private let modules: [PackageText.Module]

    init() throws {
        modules = try PackageText(SourceFiles.text(of: "Package.swift")).modules
    }

    private var inSources: [PackageText.Module] { modules.filter { $0.folder.hasPrefix("Sources/") } }

    @Test func packageNamesEveryFolderOfSources() throws {
        let folders = try SourceFiles.paths(in: "Sources").map { $0.split(separator: "/")[1] }
        #expect(Set(folders.map(String.init)) == Set(inSources.map(\.name)))
    }

    @Test func everyImportIsADeclaredDependency() throws {
        let names = Set(modules.map(\.name))
        for module in modules {
            for (imported, path) in try SourceFiles.imports(in: module.folder) where imported != module.name {
                // A test may hold another program's text, with its imports.
                if module.kind == .testTarget, !names.contains(imported) { continue }
                let known = module.dependencies.contains(imported) || Self.system.contains(imported)
                #expect(known, "\(path) imports \(imported), which \(module.name) does not declare in Package.swift")
            }
        }
    }

    @Test func everyDeclaredDependencyIsImported() throws {
        for module in modules {
            let unused = Set(module.dependencies).subtracting(try SourceFiles.imports(in: module.folder).keys)
            #expect(unused.isEmpty, "\(module.name) declares what it does not import: \(unused.sorted())")
            #expect(Set(module.dependencies).count == module.dependencies.count, "\(module.name) declares something twice")
        }
    }

    @Test func aModuleImportsOnlyWhatStandsBelowIt() throws {
        for module in inSources {
            let below = try #require(Floor.reachable[module.name], "\(module.name) has no floor")
            for (imported, path) in try SourceFiles.imports(in: module.folder) where !Self.system.contains(imported) {
                #expect(below.contains(imported), "\(path) imports \(imported), on which \(module.name) does not stand")
            }
        }
    }

    @Test func aFloorStandsOnlyOnFloorsNamedBeforeIt() {
        var before: Set<String> = []
        for floor in Floor.all {
            #expect(before.isSuperset(of: floor.standsOn), "\(floor.module)")
            #expect(before.insert(floor.module).inserted, "\(floor.module) stands twice")
        }
    }

    @Test func noFileOfSourcesIsLongerThan400Lines() throws {
        for path in try SourceFiles.paths(in: "Sources") where !path.hasSuffix(".txt") {
            let lines = try SourceFiles.text(of: path).count { $0.isNewline }
            #expect(lines <= 400, "\(path) has \(lines) lines")
        }
    }

    /// Whoever makes a folder without it leaves it behind where a test fails, or forgets to remove it (L13: `make test` left eleven ledgers in /tmp).
    @Test func testsMakeFoldersThatGoWithThemAlone() throws {
        for path in try SourceFiles.paths(in: "Tests") where path.hasSuffix(".swift") && !path.hasPrefix("Tests/TestSupport/") {
            let makes = try SourceFiles.text(of: path).contains("temporary" + "Directory")
            #expect(!makes, "\(path) has a folder of its own making; TemporaryFolder is removed with the test")
        }
    }

    @Test func noFileIsADrawerForAllSorts() throws {
        let drawers = ["Util", "Utils", "Utilities", "Helper", "Helpers", "Misc", "Common", "Manager"]
        for path in try SourceFiles.paths(in: "Sources") {
            for name in path.split(separator: "/").map({ $0.prefix { $0 != "." } }) {
                #expect(!drawers.contains { name.hasSuffix($0) }, "\(path)")
            }
        }
    }
}
