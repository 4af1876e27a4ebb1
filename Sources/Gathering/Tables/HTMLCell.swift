/// Cells of tables that hold HTML, as exports of web sites have it.
enum HTMLCell {
    /// Tags that part an article's text, in small letters.
    private static let tags = ["</p>", "<br>", "<br/>", "<br />", "</div>", "</li>", "</h2>"]

    /// Tags behind what is struck out, inserted or raised, which one of is enough.
    private static let marks = ["</del>", "</ins>", "</s>", "</strike>", "</sup>"]

    /// Whether a text is HTML: two tags or more in it part it, or one strikes out, inserts or raises something.
    static func isIn(_ text: String) -> Bool {
        guard text.utf8.contains(UInt8(ascii: "<")) else { return false }
        let text = text.lowercased()
        if marks.contains(where: text.contains) { return true }
        var count = 0
        for tag in tags {
            count += text.split(separator: tag, omittingEmptySubsequences: false).count - 1
            if count >= 2 { return true }
        }
        return false
    }
}
