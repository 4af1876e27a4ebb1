import English

/// How far a clause goes.
enum DutyClause {
    /// Where a clause ends that begins at a word.
    static func end(from start: Int, _ sentence: Range<Int>, _ lower: [String]) -> Int {
        var end = start
        while end < min(sentence.upperBound, start + 40) {
            let word = lower[end]
            if stops.contains(word) { break }
            if word == ",", end - start > 2, end + 1 < sentence.upperBound {
                let roles = Lexicon.dutyWords[lower[end + 1]]
                if behindCommas.contains(lower[end + 1]) || roles.contains("promise") || roles.contains("breach") { break }
            }
            if end > start + 2, behindClauses.contains(word) { break }
            end += 1
        }
        return end
    }

    private static let stops: Set<String> = [".", ";", ":", "?", "!", "”", "\"", "—", "–"]
    private static let behindCommas: Set<String> = [
        "which", "who", "but", "and", "said", "saying", "he", "she", "they", "it", "so", "while", "as", "because", "although",
        "though", "after", "before", "according", "with", "adding", "the",
    ]
    private static let behindClauses: Set<String> = [
        "because", "although", "unless", "but", "said", "while", "which", "who", "according", "since", "whereas", "after",
    ]
}
