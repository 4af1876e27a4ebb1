/// What Package.swift says of the package's modules, read from its own text.
///
/// Only the subset of Swift is read that this Package.swift needs: targets written out as `.target(name: "A", dependencies: ["B"])`.
/// Whatever else stands among the targets (a variable, a product of another package, a condition) is refused, so that
/// no dependency can escape the tests.
struct PackageText {
    enum Kind: String, CaseIterable {
        case target, executableTarget, testTarget, systemLibrary
    }

    struct Module: Equatable {
        var kind: Kind
        var name: String
        var dependencies: [String] = []
        /// The folder that it was given, if it does not stand where its kind stands.
        var path: String?

        /// The folder of its files.
        var folder: String { path ?? (kind == .testTarget ? "Tests/" : "Sources/") + name }
    }

    struct ParsingError: Error, Equatable {
        var expected: String
        var found: String
    }

    let modules: [Module]

    init(_ text: String) throws {
        var reader = try Reader(text)
        try reader.goInto("targets")
        var modules: [Module] = []
        while !reader.take(.mark("]")) {
            modules.append(try reader.module())
            if !reader.take(.mark(",")) {
                try reader.need(.mark("]"))
                break
            }
        }
        guard reader.take(.mark(",")) || reader.take(.mark(")")) else {
            throw ParsingError(expected: "the end of the targets", found: "something more")
        }
        self.modules = modules
    }
}

extension PackageText {
    fileprivate enum Token: Equatable {
        case word(String)
        case string(String)
        case mark(Character)
        case end
    }

    fileprivate struct Reader {
        private var tokens: [Token] = []
        private var at = 0

        init(_ text: String) throws {
            var rest = text[...]
            while let first = rest.first {
                if first.isWhitespace {
                    rest.removeFirst()
                } else if rest.hasPrefix("//") {
                    rest = rest.drop { !$0.isNewline }
                } else if first == "\"" {
                    let body = rest.dropFirst().prefix { $0 != "\"" && $0 != "\\" && !$0.isNewline }
                    rest = rest[body.endIndex...]
                    guard rest.first == "\"" else { throw ParsingError(expected: "a plain string", found: String(body)) }
                    rest.removeFirst()
                    tokens.append(.string(String(body)))
                } else if first.isLetter {
                    let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
                    rest = rest[word.endIndex...]
                    tokens.append(.word(String(word)))
                } else {
                    tokens.append(.mark(rest.removeFirst()))
                }
            }
        }

        private var next: Token { at < tokens.count ? tokens[at] : .end }

        mutating func take(_ token: Token) -> Bool {
            guard next == token else { return false }
            at += 1
            return true
        }

        mutating func need(_ token: Token) throws {
            guard take(token) else { throw ParsingError(expected: "\(token)", found: "\(next)") }
        }

        private mutating func word() throws -> String {
            guard case .word(let word) = next else { throw ParsingError(expected: "a name", found: "\(next)") }
            at += 1
            return word
        }

        private mutating func string() throws -> String {
            guard case .string(let string) = next else { throw ParsingError(expected: "a string", found: "\(next)") }
            at += 1
            return string
        }

        /// Goes behind the `[` of the package's own argument `label`.
        mutating func goInto(_ label: String) throws {
            while !take(.mark("(")) { try passOver() }
            while true {
                let found = try word()
                try need(.mark(":"))
                if found == label { return try need(.mark("[")) }
                try passArgument()
            }
        }

        /// `.kind(name: "A", dependencies: ["B"], …)`
        mutating func module() throws -> Module {
            try need(.mark("."))
            let written = try word()
            guard let kind = Kind(rawValue: written) else { throw ParsingError(expected: "a kind of target", found: written) }
            try need(.mark("("))
            try need(.word("name"))
            try need(.mark(":"))
            var module = Module(kind: kind, name: try string())
            while take(.mark(",")) {
                let label = try word()
                try need(.mark(":"))
                switch label {
                case "dependencies": module.dependencies = try strings()
                case "path": module.path = try string()
                case "exclude", "pkgConfig", "providers", "resources": try passOverValue()
                default: throw ParsingError(expected: "an argument that this reader knows", found: label)
                }
            }
            try need(.mark(")"))
            return module
        }

        private mutating func strings() throws -> [String] {
            try need(.mark("["))
            var strings: [String] = []
            while !take(.mark("]")) {
                strings.append(try string())
                if !take(.mark(",")) {
                    try need(.mark("]"))
                    break
                }
            }
            return strings
        }

        /// Goes over an argument of the package and the comma behind it.
        private mutating func passArgument() throws {
            try passOverValue()
            try need(.mark(","))
        }

        /// Goes to the comma or bracket that ends a value.
        private mutating func passOverValue() throws {
            while ![.mark(","), .mark(")"), .mark("]")].contains(next) { try passOver() }
        }

        /// Goes over one token, or over a pair of brackets with all that stands in them.
        private mutating func passOver() throws {
            let token = next
            guard token != .end else { throw ParsingError(expected: "more", found: "\(token)") }
            at += 1
            guard let closing = [Token.mark("("): Token.mark(")"), .mark("["): .mark("]")][token] else { return }
            while !take(closing) { try passOver() }
        }
    }
}

extension PackageText.Token: Hashable {}
