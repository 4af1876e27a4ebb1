import English
import Prose

/// Several who are named side by side, and whom “they” may mean together: “Ana Orr, Ivo Dahl and his deputy Osk Brannoth met in Amrel.”
struct NamedList {
    /// Those who are named, in order.
    let members: [FoundMention]
    /// The words from the first name to the end of the last.
    let words: Range<Int>

    /// All lists of names of one kind, in order; of names inside one another the longest counts.
    static func all(_ mentions: [FoundMention], in worded: WordedText) -> [NamedList] {
        var lists: [NamedList] = []
        var open: [FoundMention] = []
        // Whether an "and" has been met, behind which a list ends.
        var isClosed = false
        func close() {
            if open.count > 1, isClosed, let first = open.first, let last = open.last {
                lists.append(NamedList(members: open, words: first.words.lowerBound..<last.words.upperBound))
            }
            (open, isClosed) = ([], false)
        }
        for mention in outermost(mentions) {
            guard let last = open.last else {
                open = [mention]
                continue
            }
            let joint = joint(last.words.upperBound..<mention.words.lowerBound, worded)
            if joint == nil || mention.kind != last.kind || isClosed || open.count == longest {
                close()
                open = [mention]
            } else {
                open.append(mention)
                isClosed = joint == .and
            }
        }
        close()
        return lists
    }

    /// What stands between two names of a list.
    private enum Joint { case comma, and }

    private static func joint(_ between: Range<Int>, _ worded: WordedText) -> Joint? {
        guard between.count <= farthest else { return nil }
        var words = between.map { worded.slice($0..<$0 + 1).lowercased() }
        // "Ana Orr (D-Ore.), Ivo Dahl"
        if words.first == "(", let end = words.firstIndex(of: ")") { words.removeSubrange(...end) }
        return switch words {
        case ["and"], [",", "and"], ["&"]: .and
        case [","]: .comma
        default: nil
        }
    }

    /// The names of one each, in order of their first words, without those that stand inside others.
    private static func outermost(_ mentions: [FoundMention]) -> [FoundMention] {
        var end = 0
        let names = mentions.filter { $0.level == .name && !$0.isPlural && $0.together.isEmpty && $0.kind != .other }
        return names.sorted { ($0.words.lowerBound, -$0.words.upperBound) < ($1.words.lowerBound, -$1.words.upperBound) }.filter {
            guard $0.words.lowerBound >= end else { return false }
            end = $0.words.upperBound
            return true
        }
    }

    /// Names of a list: of longer ones nobody says “they”.
    private static let longest = 6
    /// Words between two of them.
    private static let farthest = 9
}
