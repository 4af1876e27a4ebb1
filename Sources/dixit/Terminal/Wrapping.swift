/// A piece of text in one style.
struct Run: Hashable, Sendable {
    let text: String
    let style: Style
    /// Whether its spaces are no places to break at, so that it stays with what stands beside it.
    let isWhole: Bool

    init(_ text: String, _ style: Style = .plain, isWhole: Bool = false) {
        self.text = text
        self.style = style
        self.isWhole = isWhole
    }
}

/// Breaks text into lines of a width in columns, at spaces; a word that is wider than a line is broken where the line ends.
struct Wrapping {
    /// Columns of a line, its indent included.
    let width: Int
    let paint: Paint

    /// Text in one style, wrapped without indent.
    static func plain(_ text: String, width: Int) -> String {
        Wrapping(width: width, paint: Paint(isOn: false)).lines([Run(text)], first: "", hanging: "").joined(separator: "\n")
    }

    /// The lines of runs that follow one another without a break between them.
    ///
    /// - Parameters:
    ///   - first: stands before the first line.
    ///   - hanging: stands before every other line.
    func lines(_ runs: [Run], first: String, hanging: String) -> [String] {
        var lines: [String] = []
        var line = Line(indent: first)
        for word in Wrapping.words(runs) {
            let wordWidth = word.reduce(0) { $0 + DisplayWidth.of($1.text) }
            if !line.isEmpty, line.width + 1 + wordWidth > width {
                lines.append(line.painted(paint))
                line = Line(indent: hanging)
            }
            if line.width + (line.isEmpty ? 0 : 1) + wordWidth <= width {
                line.add(word: word)
            } else {
                add(giant: word, to: &line, finished: &lines, hanging)
            }
        }
        if !line.isEmpty { lines.append(line.painted(paint)) }
        return lines
    }

    /// The lines of items with " · " between them, as many on a line as fit; where a line breaks, no " · " is left over.
    func lines(ofItems items: [String], _ style: Style) -> [String] {
        var rows: [String] = []
        for item in items {
            if let row = rows.last, DisplayWidth.of(row) + 3 + DisplayWidth.of(item) <= width {
                rows[rows.count - 1] = "\(row) · \(item)"
            } else {
                rows.append(item)
            }
        }
        return rows.flatMap { lines([Run($0, style)], first: "", hanging: "") }
    }

    /// Adds a word that is wider than a line, character by character.
    private func add(giant word: [Run], to line: inout Line, finished lines: inout [String], _ hanging: String) {
        for run in word {
            for character in run.text {
                if !line.isEmpty, line.width + DisplayWidth.of(character) > width {
                    lines.append(line.painted(paint))
                    line = Line(indent: hanging)
                }
                line.add(Run(String(character), run.style))
            }
        }
    }

    /// The runs cut at their spaces; a word may be of several styles.
    private static func words(_ runs: [Run]) -> [[Run]] {
        var words: [[Run]] = []
        var isOpen = false
        for run in runs {
            let parts = run.isWhole ? [run.text[...]] : run.text.split(separator: " ", omittingEmptySubsequences: false)
            for (i, part) in parts.enumerated() {
                if i > 0 { isOpen = false }
                if part.isEmpty { continue }
                if !isOpen { words.append([]) }
                words[words.count - 1].append(Run(String(part), run.style))
                isOpen = true
            }
        }
        return words
    }
}

/// A line while it is filled.
private struct Line {
    private let indent: String
    private var runs: [Run] = []
    private(set) var width: Int

    init(indent: String) {
        self.indent = indent
        width = DisplayWidth.of(indent)
    }

    var isEmpty: Bool { runs.isEmpty }

    mutating func add(word: [Run]) {
        if let last = runs.last, let first = word.first { add(Run(" ", last.style == first.style ? last.style : .plain)) }
        for run in word { add(run) }
    }

    mutating func add(_ run: Run) {
        width += DisplayWidth.of(run.text)
        if let last = runs.last, last.style == run.style {
            runs[runs.count - 1] = Run(last.text + run.text, last.style)
        } else {
            runs.append(run)
        }
    }

    func painted(_ paint: Paint) -> String { indent + runs.map { paint($0.text, $0.style) }.joined() }
}
