import Record

/// What became of an archive's records, for the sentence at its end.
///
/// A class, because pages that are with the workers share it; use it from the thread that gathers.
final class ArchiveTally {
    private var otherLanguages = 0
    private var empty = 0
    /// Records that were passed over without being taken apart, by the reason.
    private var passed: [String: Int] = [:]

    /// Whether a page is taken as an article; counts it.
    func takes(_ page: PageAnswer.Page, _ languages: GatheringOptions.Languages) -> Bool {
        guard languages == .any || ArticleLanguage.mayBeEnglish(page.text, told: page.language) else {
            otherLanguages += 1
            return false
        }
        return true
    }

    /// Counts a page that holds no article.
    func hadNoArticle() { empty += 1 }

    /// Counts records that were passed over.
    func passed(_ counts: [String: Int]) { passed.merge(counts, uniquingKeysWith: +) }

    /// "passed over 12 requests and other records of the crawl, 30 files that are no pages, 2 pages that were not found, 4 pages without an article, 9 pages in
    /// other languages"; nil where nothing was.
    var sentence: String? {
        let parts: [(Int, String, String)] = [
            (otherLanguages, "page in another language than English", "pages in other languages than English"),
            (empty, "page without an article", "pages without an article"),
            (
                passed["status"] ?? 0, "answer that is no page (moved, not found, …)",
                "answers that are no page (moved, not found, …)"
            ),
            (passed["type"] ?? 0, "file that is no page", "files that are no pages"),
            (
                passed["again"] ?? 0, "page that was seen again, unchanged (revisit)",
                "pages that were seen again, unchanged (revisits)"
            ),
            (passed["request"] ?? 0, "record about the crawl itself", "records about the crawl itself"),
        ]
        let told = parts.filter { $0.0 > 0 }.map { $0.0.counted($0.1, $0.2) }
        return told.isEmpty ? nil : "passed over " + told.joined(separator: ", ")
    }
}
