/// What version 9 of the file has that version 8 had not: statements by what layers have found of them, so that the few which are threats are found without going
/// through all others.
enum MarksByValue {
    static let index = """
        CREATE INDEX mark_by_value ON mark (value);

        """
}
