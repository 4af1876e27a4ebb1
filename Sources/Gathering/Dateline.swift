import English
import Record

/// Where and when an article says that it was written, and for whom: "VIENNA, Nov. 5 (Reuters) -" at the start of one of its first paragraphs.
struct Dateline: Hashable {
    /// "VIENNA", "DRAVIC, Orvane"
    let place: String
    /// "Nov. 5", "5 November 2024"; as it stands.
    let day: String?
    /// "Reuters"
    let agency: String?

    /// - Returns: nil where none of the first paragraphs begins with one.
    init?(of text: String) {
        let paragraphs = text.utf8.prefix(Dateline.near).split(separator: 0x0A).prefix(Dateline.paragraphs)
        guard let found = paragraphs.lazy.compactMap({ Dateline(paragraph: String(Substring($0))) }).first else { return nil }
        self = found
    }

    /// Bytes of a text, and paragraphs in them, among which it stands.
    private static let (near, paragraphs) = (4_000, 4)
    /// Characters before the dash.
    private static let longest = 90
    /// What stands in capitals before a dash and is no place.
    private static let headings: Set = [
        "BREAKING", "UPDATE", "UPDATED", "EXCLUSIVE", "ANALYSIS", "OPINION", "CORRECTION", "CORRECTED", "WATCH", "LIVE", "VIDEO",
        "NOTE",
        "COMMENT", "EDITORIAL", "INTERVIEW", "FACTBOX", "EXPLAINER", "Q", "A", "Q&A", "TIMELINE", "PHOTOS", "WARNING",
    ]

    private init?(paragraph: String) {
        let start = paragraph.prefix(Dateline.longest + 4)
        let dashes = [" - ", " -- ", " — ", " – ", "—", " —"]
        guard let end = dashes.compactMap({ start.firstRange(of: $0)?.lowerBound }).min() else { return nil }
        var head = start[..<end].trimmingPrefix(while: \.isWhitespace)
        while head.last?.isWhitespace == true { head.removeLast() }
        var agency: String?
        if head.last == ")", let open = head.lastIndex(of: "(") {
            let inside = head[head.index(after: open)...].dropLast()
            guard Dateline.isName(inside, words: 5) else { return nil }
            agency = String(inside)
            head = head[..<open]
        }
        var places: [Substring] = []
        var days: [Substring] = []
        for part in head.split(separator: ",") {
            let part = part.trimmingPrefix(while: \.isWhitespace)
            let isYear = !days.isEmpty && part.filter(\.isNumber).count == 4 && part.allSatisfy { $0.isNumber || $0.isWhitespace }
            if Dateline.isDay(part) || isYear { days.append(part) } else { places.append(part) }
        }
        let trimmed = places.map { $0.split(separator: " ").joined(separator: " ") }.filter { !$0.isEmpty }
        let first = trimmed.first?.split(separator: " ").first.map(String.init) ?? ""
        guard !first.isEmpty, trimmed.count <= 2, trimmed.allSatisfy({ Dateline.isName($0[...], words: 4) }),
            !Dateline.headings.contains(first)
        else { return nil }
        let isInCapitals =
            first.count > 2 && first.allSatisfy { $0.isUppercase || !$0.isLetter } && first.contains(where: \.isLetter)
        // “Vienna — ” may begin any sentence; an agency or a day beside it says what it is.
        guard isInCapitals || agency != nil && trimmed.count == 1, isInCapitals || !days.isEmpty || agency != nil else {
            return nil
        }
        // A hyphen alone divides many things.
        guard agency != nil || !days.isEmpty || start[end...].contains("—") || start[end...].contains("–") else { return nil }
        place = trimmed.joined(separator: ", ")
        day = days.isEmpty ? nil : days.map { $0.split(separator: " ").joined(separator: " ") }.joined(separator: ", ")
        self.agency = agency
    }

    /// Words of a name: each begins with a capital, but for such as "of" and "al".
    private static func isName(_ text: Substring, words limit: Int) -> Bool {
        let words = text.split(separator: " ")
        let joints: Set<Substring> = ["of", "the", "de", "la", "le", "el", "al", "on", "in", "and", "der", "am", "les", "dpa"]
        return !words.isEmpty && words.count <= limit && words.allSatisfy { $0.first?.isUppercase == true || joints.contains($0) }
            && text.allSatisfy { $0.isLetter || $0.isNumber || " .'’-/&:".contains($0) }
    }

    /// "Nov. 5", "5 November", "March 5 2024"
    private static func isDay(_ part: Substring) -> Bool {
        let words = part.split(whereSeparator: { $0 == " " || $0 == "." })
        guard (2...3).contains(words.count) else { return false }
        let hasMonth = words.contains {
            Lexicon.months.contains($0.lowercased()) || Lexicon.months.contains($0.lowercased().prefix(3) + "")
        }
        return hasMonth && words.contains { Int($0).map { (1...31).contains($0) } == true }
    }

    /// The day, where the dateline says it with its year.
    var date: Day? { day.flatMap { $0.contains(where: \.isNumber) ? Day(published: $0.replacing(".", with: "")) : nil } }

    /// As an object in JSON.
    var json: String {
        let members = [("place", place), ("day", day), ("agency", agency)].compactMap { name, value in
            value.map { "\(PageJSON.quoted(name)): \(PageJSON.quoted($0))" }
        }
        return "{\(members.joined(separator: ", "))}"
    }
}
