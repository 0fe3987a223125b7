/** The HTTP interface as an OpenAPI 3.1 document. */
export const openApiDocument = () => ({ openapi: '3.1.0' });
