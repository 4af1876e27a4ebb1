import Testing

/// What is read in Package.swift, and that what is not understood is refused.
@Suite struct PackageTextTests {
    private func modules(_ targets: String) throws -> [PackageText.Module] {
        let head = #"let package = Package(name: "dam", products: [.library(name: "A", targets: ["A"])], targets: ["#
        return try PackageText("// a comment\n" + head + targets + "], swiftLanguageModes: [.v6])").modules
    }

    @Test func targetsAreReadWithWhatTheyDependOn() throws {
        let read = try modules(
            """
            .target(name: "A"),  // .target(name: "Z")
            .systemLibrary(name: "C", pkgConfig: "c", providers: [.apt(["libc-dev"])]),
            .target(
                name: "B",
                dependencies: [
                    "A", "C",
                ],
                resources: [.embedInCode("x.css")]),
            .target(name: "Kit", path: "Tests/Kit"),
            .testTarget(name: "BTests", dependencies: ["B"]),
            """)
        #expect(
            read == [
                .init(kind: .target, name: "A"), .init(kind: .systemLibrary, name: "C"),
                .init(kind: .target, name: "B", dependencies: ["A", "C"]), .init(kind: .target, name: "Kit", path: "Tests/Kit"),
                .init(kind: .testTarget, name: "BTests", dependencies: ["B"]),
            ])
        #expect(read.map(\.folder) == ["Sources/A", "Sources/C", "Sources/B", "Tests/Kit", "Tests/BTests"])
    }

    @Test(arguments: [
        #".target(name: "B", dependencies: [.product(name: "A", package: "a")])"#, #".target(name: "B", dependencies: common)"#,
        #".target(name: "B", dependencies: ["A"] + more)"#, #".plugin(name: "B")"#,
        #".target(name: "B", publicHeadersPath: ["x"])"#,
        #".target(name: "\(b)")"#, "more", #".target(name: "A") .target(name: "B")"#, "] + more + [",
    ]) func whatThisReaderDoesNotUnderstandIsRefused(_ targets: String) {
        #expect(throws: PackageText.ParsingError.self) { try modules(targets) }
    }

    @Test func importsAreReadInAllTheirForms() {
        let lines = [
            "import A", "@testable import A", "    package import A", "import struct A.B", "@preconcurrency import A  // why",
        ]
        for line in lines { #expect(SourceFiles.importedModule(Substring(line)) == "A") }
        #expect(SourceFiles.importedModule("// import A") == nil)
        #expect(SourceFiles.importedModule("let important = A()") == nil)
    }
}
