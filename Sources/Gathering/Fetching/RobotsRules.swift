import Wire

/// What a site's robots.txt allows a crawler: the Robots Exclusion Protocol, RFC 9309.
///
///     let rules = RobotsRules("User-agent: *\nDisallow: /drafts/\n".utf8, agent: "dixit")
///     rules.allows("/drafts/7.html")    // false
///
/// The groups that name the crawler count, all of them together; where none does, those for `*`. Of the rules that match a path the longest
/// one decides, and of two of the same length the one that allows. `*` stands for any bytes and `$` at the end of a rule for the path's end.
/// `Crawl-delay`, which is not in the RFC but widespread, is understood too.
struct RobotsRules: Sendable, Hashable {
    /// Bytes of a file that are read; what is behind them is passed over, as the RFC has it.
    static let longest = 500 << 10

    /// All is allowed: there is no robots.txt.
    static let allowingAll = RobotsRules(rules: [], delay: nil)

    private struct Rule: Hashable {
        /// Without escapes that need not be; `*` and a `$` at the end are signs.
        let pattern: [UInt8]
        let allows: Bool
    }

    private var rules: [Rule]
    /// Seconds that the site wants between two requests.
    private(set) var delay: Double?

    private init(rules: [Rule], delay: Double?) {
        self.rules = rules
        self.delay = delay
    }

    /// Reads a file.
    ///
    /// - Parameter agent: the crawler's product token, in small letters.
    init(_ bytes: some Sequence<UInt8>, agent: String) {
        var groups = Groups(agent: agent)
        let text = String(decoding: Array(bytes.prefix(RobotsRules.longest)), as: UTF8.self)
        for line in text.unicodeScalars.drop(while: { $0 == "\u{FEFF}" }).split(whereSeparator: { $0 == "\n" || $0 == "\r" }) {
            guard let (name, value) = RobotsRules.record(line) else { continue }
            groups.take(name, value)
        }
        self = groups.named ?? groups.others ?? .allowingAll
    }

    /// Whether a path with its query, "/news/7.html?page=2", may be asked for.
    func allows(_ path: String) -> Bool {
        let path = RobotsRules.normal(path)
        if path == Array("/robots.txt".utf8) { return true }
        let matching = rules.filter { RobotsRules.matches($0.pattern, path) }
        let longest = matching.map(\.pattern.count).max() ?? 0
        return matching.isEmpty || matching.contains { $0.pattern.count == longest && $0.allows }
    }

    /// "Disallow: /x # why" -> ("disallow", "/x")
    private static func record(_ line: Substring.UnicodeScalarView) -> (name: String, value: String)? {
        let parts = line.prefix(while: { $0 != "#" }).split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let trimmed = parts.map { String($0).trimmingBlanks }
        return (trimmed[0].lowercased(), trimmed[1])
    }

    // MARK: Groups

    /// The groups while they are read.
    private struct Groups {
        let agent: String
        /// Of the crawler, and of all others; nil where there is no group for them.
        var named, others: RobotsRules?
        private var isForAgent = false
        private var isForOthers = false
        private var isOpen = false

        init(agent: String) { self.agent = agent }

        mutating func take(_ name: String, _ value: String) {
            switch name {
            case "user-agent":
                if !isOpen { (isForAgent, isForOthers, isOpen) = (false, false, true) }
                let token = value.prefix { $0.isASCII && ($0.isLetter || $0 == "-" || $0 == "_") }.lowercased()
                if token == agent {
                    isForAgent = true
                    named = named ?? .allowingAll
                } else if value.hasPrefix("*") {
                    isForOthers = true
                    others = others ?? .allowingAll
                }
            case "allow", "disallow":
                isOpen = false
                // An address is never longer than that, so that no longer rule can forbid one.
                guard !value.isEmpty, value.utf8.count <= WebAddress.longest else { return }
                add { $0.rules.append(Rule(pattern: RobotsRules.normal(value), allows: name == "allow")) }
            case "crawl-delay":
                if let seconds = Double(value), seconds >= 0 { add { $0.delay = seconds } }
            default: break
            }
        }

        private mutating func add(_ change: (inout RobotsRules) -> Void) {
            if isForAgent, var rules = named {
                change(&rules)
                named = rules
            }
            if isForOthers, var rules = others {
                change(&rules)
                others = rules
            }
        }
    }

    // MARK: Matching

    private static func matches(_ pattern: [UInt8], _ path: [UInt8]) -> Bool {
        let isWhole = pattern.last == UInt8(ascii: "$")
        let pieces = pattern.dropLast(isWhole ? 1 : 0).split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
        guard let first = pieces.first, path.starts(with: first) else { return false }
        var at = first.count
        for (number, piece) in pieces.enumerated().dropFirst() {
            if isWhole, number == pieces.count - 1 {
                return path.count - piece.count >= at && path.suffix(piece.count).elementsEqual(piece)
            }
            // The first place is as good as any later one: it leaves most for what follows.
            guard let place = find(piece, in: path, from: at) else { return false }
            at = place + piece.count
        }
        return !isWhole || at == path.count
    }

    private static func find(_ piece: ArraySlice<UInt8>, in path: [UInt8], from: Int) -> Int? {
        guard path.count - piece.count >= from else { return nil }
        return (from...path.count - piece.count).first { path[$0..<$0 + piece.count].elementsEqual(piece) }
    }

    /// The bytes of a path with one way of escaping: what need not be escaped is not, other escapes are in capitals, and bytes that may
    /// not stand there are escaped.
    private static func normal(_ path: String) -> [UInt8] {
        let bytes = Array(path.utf8)
        var normal: [UInt8] = []
        var at = 0
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "%"), at + 2 < bytes.count, let high = digit(bytes[at + 1]),
                let low = digit(bytes[at + 2])
            {
                let byte = high << 4 | low
                normal += PercentEncoding.isUnreserved(byte) ? [byte] : PercentEncoding.escaped(byte)
                at += 3
            } else {
                normal += bytes[at] > 0x7E || bytes[at] <= 0x20 ? PercentEncoding.escaped(bytes[at]) : [bytes[at]]
                at += 1
            }
        }
        return normal
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init)
    }
}
